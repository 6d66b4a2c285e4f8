using Migration.FaultProxy.Connections;

namespace Migration.FaultProxy.Toxics;

internal sealed class LatencyEffect(LatencyAttributes attributes, Random random) : ToxicEffect
{
    private long _drawnFor = -1;
    private TimeSpan _drawn;

    public override void Delay(Passage passage, TimeSpan now)
    {
        // The end itself is not late: it comes right behind the last late byte.
        if (passage.IsEnd)
        {
            return;
        }

        // Once for all that arrived together, however it is sliced.
        if (_drawnFor != passage.Number)
        {
            _drawnFor = passage.Number;
            _drawn = TimeSpan.FromMilliseconds(Math.Max(0, attributes.Latency + Deviation()));
        }

        passage.Postpone(_drawn);
    }

    private long Deviation() => attributes.Jitter == 0 ? 0 : random.NextInt64(-attributes.Jitter, attributes.Jitter + 1);
}
