namespace Migration.Hosting.RunConsole;

/// <summary>A column of the table.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Importance">Where there is no room for all, the least important goes first.</param>
/// <param name="TextOf">What it shows of a row.</param>
/// <param name="ColorOf">The colour of that.</param>
internal sealed record RunColumn(string Title, int Importance, Func<RunRow, string> TextOf, Func<RunRow, string> ColorOf)
{
    /// <summary>The spaces after each column.</summary>
    public const int Gap = 2;

    private const int StateImportance = 2;
    private const int HealthImportance = 3;

    public static IReadOnlyList<RunColumn> All(TimeProvider timeProvider) =>
    [
        new("Resource", 5, row => row.Name, _ => "default"),
        new("State", StateImportance, row => row.Phase == RunPhase.Pending ? "…" : row.State, row => RunText.ColorOf(row.Phase)),
        new("Health", HealthImportance, row => row.Health, row => RunText.ColorOf(row.Phase)),
        new("Address", 4, AddressOf, _ => "default"),
        new("Since", 1, row => row.Since is { } since ? RunText.Clock(since, timeProvider) : "", _ => "grey"),
    ];

    public static int WidthOf(IReadOnlyList<RunColumn> columns, IReadOnlyList<RunRow> rows) =>
        columns.Sum(column => rows.Select(row => column.TextOf(row).Length).Append(column.Title.Length).Max() + Gap) - Gap;

    /// <summary>Takes the least important column away. State and health then share one.</summary>
    public static IReadOnlyList<RunColumn> WithoutLeastImportant(IReadOnlyList<RunColumn> columns)
    {
        var least = columns.MinBy(column => column.Importance)!;
        var rest = columns.Where(column => column != least);
        if (least.Importance != StateImportance)
        {
            return [.. rest];
        }

        return [.. rest.Select(column => column.Importance == HealthImportance
            ? column with { Title = least.Title, TextOf = row => row.Health.Length > 0 ? row.Health : least.TextOf(row) }
            : column)];
    }

    private static string AddressOf(RunRow row) => row.Addresses.Count switch
    {
        0 => "",
        1 => row.Addresses[0].Text,
        _ => $"{row.Addresses[0].Text} +{row.Addresses.Count - 1}",
    };
}
