using System.Diagnostics;

namespace Migration.TestSupport.Telemetry;

/// <summary>The first span of a trace that a test began. Dispose it before waiting for the trace: a span is recorded when it ends.</summary>
public sealed class TestTrace : IDisposable
{
    private readonly Activity _activity;

    internal TestTrace(Activity activity) => _activity = activity;

    public string TraceId => _activity.TraceId.ToHexString();

    public void Dispose() => _activity.Dispose();
}
