using Migration.TrafficRouter.Decisions;

namespace Migration.TrafficRouter.Positions;

/// <summary>Nothing is known: reads stay on the side of a write for a bounded time.</summary>
public sealed class NoReplicationProgress : IReplicationProgress
{
    public ValueTask<string?> CurrentAsync(Side side, CancellationToken cancellationToken) => ValueTask.FromResult<string?>(null);

    public ValueTask<bool?> HasAppliedAsync(WritePosition write, CancellationToken cancellationToken) => ValueTask.FromResult<bool?>(null);
}
