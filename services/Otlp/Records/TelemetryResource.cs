namespace Migration.Otlp.Records;

/// <summary>The process that telemetry came from. One object for all items of the same process.</summary>
/// <param name="ServiceName"><c>service.name</c>, the resource's name in the environment; <c>unknown_service</c> where it was not sent.</param>
/// <param name="InstanceId"><c>service.instance.id</c>, empty where it was not sent.</param>
/// <param name="Attributes">Everything that the process says about itself, the two above included.</param>
public sealed record TelemetryResource(string ServiceName, string InstanceId, TelemetryAttributes Attributes)
{
    public const string UnknownService = "unknown_service";

    public override string ToString() => InstanceId.Length == 0 ? ServiceName : $"{ServiceName}/{InstanceId}";
}
