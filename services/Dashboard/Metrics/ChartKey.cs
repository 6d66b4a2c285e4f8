namespace Migration.Dashboard.Metrics;

/// <summary>
/// One chart as the address has it: resource, meter and instrument, and what its lines are split by: <c>monolith|Npgsql|db.client.operation.duration|db.system.name</c>.
/// </summary>
/// <param name="Resource">The service's name.</param>
/// <param name="Meter">The meter's name.</param>
/// <param name="Instrument">The instrument's name.</param>
/// <param name="SplitBy">An attribute; <see cref="Everything"/> for a line for each combination, <see cref="Nothing"/> for one line.</param>
public sealed record ChartKey(string Resource, string Meter, string Instrument, string SplitBy = ChartKey.Everything)
{
    public const string Everything = "*";
    public const string Nothing = "-";

    private const char Separator = '|';
    private const int Parts = 4;

    public static ChartKey? TryParse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(Separator, Parts);
        return parts.Length < Parts - 1 ? null : new ChartKey(parts[0], parts[1], parts[2], parts.Length == Parts && parts[3].Length > 0 ? parts[3] : Everything);
    }

    public bool IsSameInstrument(ChartKey other)
        => other is not null && other with { SplitBy = SplitBy } == this;

    public override string ToString()
        => string.Join(Separator, string.Equals(SplitBy, Everything, StringComparison.Ordinal) ? [Resource, Meter, Instrument] : new[] { Resource, Meter, Instrument, SplitBy });
}
