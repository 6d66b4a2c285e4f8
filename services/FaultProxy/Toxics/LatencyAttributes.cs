namespace Migration.FaultProxy.Toxics;

/// <param name="Latency">Milliseconds that all data come later.</param>
/// <param name="Jitter">Milliseconds by which that differs at most, either way.</param>
internal sealed record LatencyAttributes(long Latency, long Jitter) : ToxicAttributes
{
    public override ToxicEffect Attach(Random random, ToxicEffect? before) => new LatencyEffect(this, random);

    public override IEnumerable<(string Name, long Value)> Quantities() => [("latency", Latency), ("jitter", Jitter)];
}
