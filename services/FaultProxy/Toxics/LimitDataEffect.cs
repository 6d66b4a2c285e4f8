using Migration.FaultProxy.Connections;

namespace Migration.FaultProxy.Toxics;

/// <param name="attributes">The limit.</param>
/// <param name="transmitted">What passed before the limit was changed: it counts.</param>
internal sealed class LimitDataEffect(LimitDataAttributes attributes, long transmitted) : ToxicEffect
{
    public long Transmitted { get; private set; } = transmitted;

    public override void Limit(Passage passage)
    {
        if (passage.IsEnd)
        {
            return;
        }

        var left = Math.Max(0, attributes.Bytes - Transmitted);
        if (left == 0)
        {
            passage.IsDropped = true;
            passage.Ending ??= LinkEnding.Close;
        }
        else
        {
            passage.Shorten((int)Math.Min(left, int.MaxValue));
        }
    }

    public override void Passed(Passage passage)
    {
        if (passage.IsEnd || passage.IsDropped)
        {
            return;
        }

        Transmitted += passage.Length;
        if (Transmitted >= attributes.Bytes)
        {
            passage.Ending ??= LinkEnding.Close;
        }
    }
}
