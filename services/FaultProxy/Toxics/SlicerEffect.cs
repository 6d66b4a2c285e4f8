using Migration.FaultProxy.Connections;

namespace Migration.FaultProxy.Toxics;

internal sealed class SlicerEffect(SlicerAttributes attributes, Random random) : ToxicEffect
{
    private readonly TimeSpan _pause = TimeSpan.FromMicroseconds(attributes.Delay);
    private TimeSpan _notBefore;

    public override void Limit(Passage passage)
    {
        // A size of 0 cannot be meant: the bytes would never pass.
        if (attributes.AverageSize > 0)
        {
            var size = attributes.AverageSize + random.NextInt64(-attributes.SizeVariation, attributes.SizeVariation + 1);
            passage.Shorten((int)Math.Clamp(size, 1, int.MaxValue));
        }
    }

    public override void Delay(Passage passage, TimeSpan now)
    {
        if (passage.Due < _notBefore)
        {
            passage.Due = _notBefore;
        }
    }

    public override void Passed(Passage passage) => _notBefore = passage.Due + _pause;
}
