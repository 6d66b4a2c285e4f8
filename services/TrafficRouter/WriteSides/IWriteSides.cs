using Migration.TrafficRouter.Decisions;

namespace Migration.TrafficRouter.WriteSides;

/// <summary>
/// Remembers, for all instances and before anything is sent, on which side the write of an idempotency key runs: a repeat must
/// go to the same side, whatever has become of flags and breakers since.
/// </summary>
public interface IWriteSides
{
    /// <summary>Claims the side for this key, or returns the claim that is there.</summary>
    public ValueTask<WriteClaim> ClaimAsync(WriteScope scope, Side side, CancellationToken cancellationToken);

    /// <summary>The write provably never began: from now on it is the monolith's.</summary>
    public ValueTask MoveToMonolithAsync(WriteScope scope, CancellationToken cancellationToken);
}
