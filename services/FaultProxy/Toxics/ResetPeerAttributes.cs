namespace Migration.FaultProxy.Toxics;

/// <param name="Timeout">Milliseconds from the first data to the reset.</param>
internal sealed record ResetPeerAttributes(long Timeout) : ToxicAttributes
{
    public override ToxicEffect Attach(Random random, ToxicEffect? before) => new ResetPeerEffect(this);

    public override IEnumerable<(string Name, long Value)> Quantities() => [("timeout", Timeout)];
}
