using System.Collections.Frozen;

namespace Migration.Monolith.Listings;

/// <summary>The words that may be written as a status, and which may follow which. The table itself takes any text.</summary>
internal static class ListingStatus
{
    public const string Draft = "draft";
    private const string Active = "active";
    private const string Inactive = "inactive";
    private const string Sold = "sold";
    private const string Archived = "archived";

    private static readonly FrozenDictionary<string, string[]> Successors = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        [Draft] = [Active, Inactive],
        [Active] = [Sold, Inactive, Archived],
        [Inactive] = [Active, Draft],
        [Sold] = [Active],
        [Archived] = [],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string Words { get; } = string.Join(", ", Draft, Active, Inactive, Sold, Archived);

    public static bool IsKnown(string status) => Successors.ContainsKey(status);

    /// <summary>From a word that is none of ours anything may follow: that is how such a row gets repaired.</summary>
    public static bool MayFollow(string? from, string to)
        => from is null || !Successors.TryGetValue(from, out var successors) || successors.Contains(to, StringComparer.Ordinal);

    public static string After(string from) => Successors[from] is { Length: > 0 } next ? string.Join(", ", next) : "nothing";
}
