using Migration.TrafficRouter.Decisions;

namespace Migration.TrafficRouter.Positions;

/// <summary>What is known of how far each side has applied the other's writes.</summary>
public interface IReplicationProgress
{
    /// <summary>Where this side's log stands now, after a write; null where that is not known.</summary>
    public ValueTask<string?> CurrentAsync(Side side, CancellationToken cancellationToken);

    /// <summary>Whether the other side has applied this write; null where nobody knows.</summary>
    public ValueTask<bool?> HasAppliedAsync(WritePosition write, CancellationToken cancellationToken);
}
