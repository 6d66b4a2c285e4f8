using Migration.TrafficRouter.Decisions;

namespace Migration.TrafficRouter.WriteSides;

/// <summary>Nothing is remembered: every write counts as the first with its key.</summary>
public sealed class NoWriteSides : IWriteSides
{
    public ValueTask<WriteClaim> ClaimAsync(WriteScope scope, Side side, CancellationToken cancellationToken)
        => ValueTask.FromResult(new WriteClaim(side, IsNew: true));

    public ValueTask MoveToMonolithAsync(WriteScope scope, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
