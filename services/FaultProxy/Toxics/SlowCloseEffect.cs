using Migration.FaultProxy.Connections;

namespace Migration.FaultProxy.Toxics;

internal sealed class SlowCloseEffect(SlowCloseAttributes attributes) : ToxicEffect
{
    public override void Delay(Passage passage, TimeSpan now)
    {
        if (passage.IsEnd)
        {
            passage.Postpone(TimeSpan.FromMilliseconds(attributes.Delay));
        }
    }
}
