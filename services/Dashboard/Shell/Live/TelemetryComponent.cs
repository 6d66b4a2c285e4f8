using Microsoft.AspNetCore.Components;
using Migration.Otlp.Storage;

namespace Migration.Dashboard.Shell.Live;

/// <summary>A component that follows the telemetry that arrives.</summary>
public abstract class TelemetryComponent : LiveComponent
{
    [Inject] protected TelemetryStore Store { get; set; } = null!;

    protected override long Version => Store.Version;
}
