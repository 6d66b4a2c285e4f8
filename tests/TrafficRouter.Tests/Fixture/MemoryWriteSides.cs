using System.Collections.Concurrent;
using Migration.TrafficRouter.Decisions;
using Migration.TrafficRouter.WriteSides;

namespace Migration.TrafficRouter.Tests.Fixture;

internal sealed class MemoryWriteSides : IWriteSides
{
    private readonly ConcurrentDictionary<WriteScope, Side> _claims = new();

    public ValueTask<WriteClaim> ClaimAsync(WriteScope scope, Side side, CancellationToken cancellationToken)
    {
        var isNew = _claims.TryAdd(scope, side);
        return ValueTask.FromResult(new WriteClaim(_claims[scope], isNew));
    }

    public ValueTask MoveToMonolithAsync(WriteScope scope, CancellationToken cancellationToken)
    {
        _claims[scope] = Side.Monolith;
        return ValueTask.CompletedTask;
    }
}
