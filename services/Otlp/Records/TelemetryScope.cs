namespace Migration.Otlp.Records;

/// <summary>The activity source, logger category or meter that an item came from.</summary>
public sealed record TelemetryScope(string Name, string Version, TelemetryAttributes Attributes)
{
    public static readonly TelemetryScope None = new(string.Empty, string.Empty, TelemetryAttributes.Empty);

    public override string ToString() => Name;
}
