using Migration.FaultProxy.Connections;

namespace Migration.FaultProxy.Toxics;

internal sealed class TimeoutEffect(TimeoutAttributes attributes) : ToxicEffect
{
    private TimeSpan _begin;

    public override TimeSpan? ExpiresAt => attributes.Timeout == 0 ? null : _begin + TimeSpan.FromMilliseconds(attributes.Timeout);

    public override bool EndsConnectionWhenRemoved => true;

    public override void Begin(TimeSpan now) => _begin = now;

    public override void Limit(Passage passage) => passage.IsDropped |= !passage.IsEnd;
}
