using Migration.FaultProxy.Connections;

namespace Migration.FaultProxy.Toxics;

internal sealed class BandwidthEffect(BandwidthAttributes attributes) : ToxicEffect
{
    /// <summary>Milliseconds: what passes at once is what a line of this rate carries in that time.</summary>
    private const int LongestPiece = 100;

    private TimeSpan _freeAt;
    private TimeSpan _freeNext;

    public override void Limit(Passage passage)
    {
        if (attributes.Rate is > 0 and < int.MaxValue / LongestPiece)
        {
            passage.Shorten((int)attributes.Rate * LongestPiece);
        }
    }

    public override void Delay(Passage passage, TimeSpan now)
    {
        if (passage.IsEnd)
        {
            return;
        }

        if (attributes.Rate == 0)
        {
            passage.Due = Passage.Never;
            return;
        }

        var begin = passage.Due > _freeAt ? passage.Due : _freeAt;
        _freeNext = begin + TimeSpan.FromMilliseconds((double)passage.Length / attributes.Rate);
        passage.Due = _freeNext;
    }

    public override void Passed(Passage passage)
    {
        if (!passage.IsEnd)
        {
            _freeAt = _freeNext;
        }
    }
}
