using System.Globalization;

namespace Migration.Dashboard.Migrating.Changes;

/// <summary>
/// Users put on a list and taken off it, by what was typed or pasted into two fields: numbers with commas, blanks or line ends between. Not the
/// list itself is typed: one of ten thousand users fits into no field, and what is not named cannot be lost.
/// </summary>
internal static class UserListEdit
{
    /// <summary>A live connection carries no longer message than 32 KiB.</summary>
    public const int LongestText = 16_000;

    public const string Add = "Add users";
    public const string TakeOff = "Take off";

    /// <summary>Takes everybody off.</summary>
    public const string All = "all";

    private static readonly char[] s_between = [',', ';', ' ', '\t', '\r', '\n'];

    public static Edited<IReadOnlyList<long>> Of(IReadOnlyList<long> list, string? add, string? takeOff)
    {
        var isAll = string.Equals(takeOff?.Trim(), All, StringComparison.OrdinalIgnoreCase);
        var (more, less) = (Read(Add, add), isAll ? new Edited<IReadOnlyList<long>>(list, null) : Read(TakeOff, takeOff));
        if ((more.Problem ?? less.Problem) is { } unread)
        {
            return new(null, unread);
        }

        if (!isAll && less.Value!.Except(list).Cast<long?>().FirstOrDefault() is { } stranger)
        {
            return new(null, Say($"{TakeOff}: user {stranger} is not on the list."));
        }

        IReadOnlyList<long> after = [.. list.Except(less.Value!), .. more.Value!.Except(isAll ? [] : list.Except(less.Value!))];
        return after.Count == list.Count && !after.Except(list).Any()
            ? new(null, $"{Add}, {TakeOff}: nothing would be another than it is.")
            : new([.. after.Distinct()], null);
    }

    private static Edited<IReadOnlyList<long>> Read(string field, string? text)
    {
        var users = new List<long>();
        foreach (var word in (text ?? "").Split(s_between, StringSplitOptions.RemoveEmptyEntries))
        {
            if (!long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var user) || user == 0)
            {
                return new(null, $"{field}: “{(word.Length > 30 ? $"{word[..30]}…" : word)}” is no user. Users are whole numbers above 0.");
            }

            users.Add(user);
        }

        return new(users, null);
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
