namespace Migration.FaultProxy.Toxics;

/// <param name="Timeout">Milliseconds until the connection is closed; 0 leaves it open for as long as the toxic is there.</param>
internal sealed record TimeoutAttributes(long Timeout) : ToxicAttributes
{
    public override ToxicEffect Attach(Random random, ToxicEffect? before) => new TimeoutEffect(this);

    public override IEnumerable<(string Name, long Value)> Quantities() => [("timeout", Timeout)];
}
