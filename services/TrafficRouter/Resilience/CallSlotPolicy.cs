using Microsoft.Extensions.ObjectPool;

namespace Migration.TrafficRouter.Resilience;

/// <summary>Slots come back with no attempt going on, ready for the next call.</summary>
internal sealed class CallSlotPolicy(TimeProvider time) : PooledObjectPolicy<CallSlot>
{
    public override CallSlot Create() => new(time);

    public override bool Return(CallSlot obj) => true;
}
