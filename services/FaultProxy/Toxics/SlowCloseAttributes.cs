namespace Migration.FaultProxy.Toxics;

/// <param name="Delay">Milliseconds that the end of the stream comes later.</param>
internal sealed record SlowCloseAttributes(long Delay) : ToxicAttributes
{
    public override ToxicEffect Attach(Random random, ToxicEffect? before) => new SlowCloseEffect(this);

    public override IEnumerable<(string Name, long Value)> Quantities() => [("delay", Delay)];
}
