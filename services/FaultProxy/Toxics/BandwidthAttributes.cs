namespace Migration.FaultProxy.Toxics;

/// <param name="Rate">Kilobytes a second, which is bytes a millisecond; at 0 nothing passes.</param>
internal sealed record BandwidthAttributes(long Rate) : ToxicAttributes
{
    public override ToxicEffect Attach(Random random, ToxicEffect? before) => new BandwidthEffect(this);

    public override IEnumerable<(string Name, long Value)> Quantities() => [("rate", Rate)];
}
