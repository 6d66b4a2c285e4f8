using System.Text.RegularExpressions;

namespace Migration.Monolith.Seeding.Dump;

/// <summary>The head of a <c>COPY table (columns) FROM stdin</c> or <c>INSERT INTO table (columns) …</c>.</summary>
/// <param name="Name">Without its schema.</param>
/// <param name="Columns">As the dump names them; none where the statement names none.</param>
/// <param name="Rest">What follows them.</param>
internal sealed partial record DumpTable(string Name, IReadOnlyList<string> Columns, string Rest)
{
    public bool IsCopy => Rest.TrimStart().StartsWith("FROM stdin", StringComparison.OrdinalIgnoreCase);

    /// <summary>Null for any other statement.</summary>
    public static DumpTable? Of(string statement)
        => Head().Match(statement) is { Success: true } head
            ? new DumpTable(
                head.Groups["table"].Value.Trim('"'),
                [.. head.Groups["columns"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(column => column.Trim('"'))],
                statement[head.Length..])
            : null;

    [GeneratedRegex("""^\s*(?:COPY|INSERT\s+INTO)\s+(?:(?:"[^"]+"|\w+)\.)?(?<table>"[^"]+"|\w+)\s*(?:\((?<columns>[^)]*)\))?""", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Head();
}
