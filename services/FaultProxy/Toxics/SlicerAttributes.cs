namespace Migration.FaultProxy.Toxics;

/// <param name="AverageSize">Bytes of a piece.</param>
/// <param name="SizeVariation">Bytes by which a piece is at most larger or smaller.</param>
/// <param name="Delay">Microseconds between two pieces.</param>
internal sealed record SlicerAttributes(long AverageSize, long SizeVariation, long Delay) : ToxicAttributes
{
    public override ToxicEffect Attach(Random random, ToxicEffect? before) => new SlicerEffect(this, random);

    public override IEnumerable<(string Name, long Value)> Quantities()
        => [("average_size", AverageSize), ("size_variation", SizeVariation), ("delay", Delay)];
}
