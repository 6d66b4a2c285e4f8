using Microsoft.Extensions.Logging;
using Migration.TrafficRouter.Decisions;

namespace Migration.TrafficRouter.Positions;

/// <summary>Keeps a user's reads on the side of their newest write until the other side has it.</summary>
public sealed partial class ReadYourWrites(
    IReplicationProgress progress, TrafficRouterOptions options, TimeProvider time, ILogger<ReadYourWrites> logger)
{
    /// <summary>However far the other side lags, reads stay no longer: a replication that stands still must not hold users for ever.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Ask = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ClockDifference = TimeSpan.FromSeconds(1);

    /// <summary>The side that the reads of this user stay on; null when they are free.</summary>
    public async ValueTask<Side?> FindPinAsync(string? cookie, RoutingSubject subject, CancellationToken cancellationToken)
    {
        if (WritePosition.Parse(cookie) is not { } write || subject.UserId == 0 || write.UserId != subject.UserId)
        {
            return null;
        }

        var age = time.GetUtcNow() - write.WrittenAt;
        if (age < -ClockDifference || age > Longest)
        {
            return null;
        }

        var hasApplied = await AskAsync(write, cancellationToken);
        return hasApplied == true || (hasApplied is null && age > options.ReadYourWritesWindow) ? null : write.Side;
    }

    /// <summary>What the cookie of this user says after a write.</summary>
    public async ValueTask<WritePosition> NoteAsync(Side side, string? known, long userId, CancellationToken cancellationToken)
    {
        // Taken before the position is asked for: a moment too early frees the reads no earlier than a position does.
        var now = time.GetUtcNow();
        return new WritePosition(side, userId, now, known ?? await CurrentAsync(side, cancellationToken));
    }

    private async ValueTask<string?> CurrentAsync(Side side, CancellationToken cancellationToken)
    {
        using var limit = Limited(cancellationToken, out var timer);
        using (timer)
        {
            try
            {
                return await progress.CurrentAsync(side, limit.Token);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                Log.NotKnown(logger, failure.Message);
                return null;
            }
        }
    }

    private async ValueTask<bool?> AskAsync(WritePosition write, CancellationToken cancellationToken)
    {
        if (write.Position is null)
        {
            return null;
        }

        using var limit = Limited(cancellationToken, out var timer);
        using (timer)
        {
            try
            {
                return await progress.HasAppliedAsync(write, limit.Token);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                Log.NotKnown(logger, failure.Message);
                return null;
            }
        }
    }

    private CancellationTokenSource Limited(CancellationToken cancellationToken, out CancellationTokenSource timer)
    {
        timer = new CancellationTokenSource(Ask, time);
        return CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(40, LogLevel.Debug, "How far replication is could not be asked: {Reason}", EventName = "ReplicationUnknown")]
        public static partial void NotKnown(ILogger logger, string reason);
    }
}
