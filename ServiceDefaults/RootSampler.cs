using System.Diagnostics;
using OpenTelemetry.Trace;

namespace Migration.ServiceDefaults;

/// <summary>
/// Which traces begin here. A call that nobody asked for, such as the query of a poll every half second, begins none: thousands of traces of one
/// span would bury the requests that somebody made. Work that deserves a trace without a request starts a span of its own around its calls.
/// </summary>
internal sealed class RootSampler : Sampler
{
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
        => new(samplingParameters.Kind == ActivityKind.Client ? SamplingDecision.Drop : SamplingDecision.RecordAndSample);
}
