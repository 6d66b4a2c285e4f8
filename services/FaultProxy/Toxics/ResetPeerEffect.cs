using Migration.FaultProxy.Connections;

namespace Migration.FaultProxy.Toxics;

/// <summary>The first bytes, or the end, are answered with a TCP reset to both sides.</summary>
internal sealed class ResetPeerEffect(ResetPeerAttributes attributes) : ToxicEffect
{
    public override void Limit(Passage passage)
    {
        passage.IsDropped = true;
        passage.Ending = LinkEnding.Reset;
    }

    public override void Delay(Passage passage, TimeSpan now) => passage.Postpone(TimeSpan.FromMilliseconds(attributes.Timeout));
}
