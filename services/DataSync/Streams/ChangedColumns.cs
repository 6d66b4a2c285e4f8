using System.Text.RegularExpressions;

namespace Migration.DataSync.Streams;

/// <summary>
/// The columns in which the staged rows differ from what they were. A rule that reads none of them changes nothing in a row that was there before, so it
/// need not be worked out for it: most changes are of a column or two.
/// </summary>
internal sealed partial class ChangedColumns
{
    /// <summary>Nobody has looked.</summary>
    public static readonly ChangedColumns Any = new(null);

    public static readonly ChangedColumns None = Of([], haveNewRows: true);

    private readonly HashSet<string>? _names;

    private ChangedColumns(HashSet<string>? names) => _names = names;

    /// <summary>Whether rows may be staged that were not there before.</summary>
    public bool HaveNewRows { get; private init; } = true;

    public static ChangedColumns Of(IEnumerable<string> names, bool haveNewRows)
        => new(new HashSet<string>(names, StringComparer.Ordinal)) { HaveNewRows = haveNewRows };

    /// <summary>Whether SQL over the staged row <c>s</c> reads one of them.</summary>
    public bool AreReadBy(string expression)
    {
        if (_names is null)
        {
            return true;
        }

        var names = _names.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var match in StagedColumn().EnumerateMatches(expression))
        {
            if (names.Contains(expression.AsSpan(match.Index + 2, match.Length - 2)))
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex(@"\bs\.[a-z_0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex StagedColumn();
}
