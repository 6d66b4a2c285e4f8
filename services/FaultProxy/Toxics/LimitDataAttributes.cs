namespace Migration.FaultProxy.Toxics;

/// <param name="Bytes">What passes before the connection is closed.</param>
internal sealed record LimitDataAttributes(long Bytes) : ToxicAttributes
{
    public override ToxicEffect Attach(Random random, ToxicEffect? before) => new LimitDataEffect(this, (before as LimitDataEffect)?.Transmitted ?? 0);

    public override IEnumerable<(string Name, long Value)> Quantities() => [("bytes", Bytes)];
}
