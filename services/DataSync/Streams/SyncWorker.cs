using Microsoft.Extensions.Options;
using Migration.DataSync.Backfill;
using Migration.DataSync.Databases;
using Migration.DataSync.Telemetry;

namespace Migration.DataSync.Streams;

/// <summary>Makes both ways ready once both databases are there, and keeps them following; a database that goes away is waited for.</summary>
internal sealed partial class SyncWorker(
    DatabasePair databases,
    BackfillStatus status,
    StreamStatuses statuses,
    DataSyncMetrics metrics,
    IOptions<BackfillOptions> backfill,
    IOptions<StreamOptions> options,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<SyncWorker> logger) : BackgroundService
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var delay = FirstDelay;
        while (true)
        {
            try
            {
                if (await AreReadyAsync(stoppingToken))
                {
                    await MakeReadyAsync(stoppingToken);
                    delay = FirstDelay;
                    await FollowAsync(stoppingToken);
                }

                status.Report("waiting for the services to make their databases");
            }
            catch (WrongDatabaseException refusal)
            {
                status.Refuse(refusal.Message);
                Log.Refused(logger, refusal);
                lifetime.StopApplication();
                return;
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever it is: a service that has ended says nothing any more, one that tries again says in its health what it is.
                // Once a reason, not once an attempt.
                var reason = $"the synchronisation was interrupted: {failure.Message}";
                if (!string.Equals(reason, status.Description, StringComparison.Ordinal))
                {
                    status.Report(reason);
                    Log.Interrupted(logger, failure.Message);
                }
            }

            await Task.Delay(delay, time, stoppingToken);
            delay = TimeSpan.FromTicks(Math.Min(delay.Ticks * 2, LongestDelay.Ticks));
        }
    }

    private async Task<bool> AreReadyAsync(CancellationToken cancellationToken)
        => await DatabaseIdentity.IsReadyAsync(databases.Source, DatabasePair.SourceName, "svetubd", cancellationToken)
            && await DatabaseIdentity.IsReadyAsync(databases.Target, DatabasePair.TargetName, "listings", cancellationToken);

    private StreamDefinition Forward => SyncStreams.Forward(databases, options.Value.IgnoredColumns);

    private StreamDefinition Back => SyncStreams.Back(databases);

    private async Task MakeReadyAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var start = new StreamStart(databases, status, metrics, backfill.Value.ChunkSize);
        await Task.WhenAll(PrepareAsync(Forward, cancellationToken), PrepareAsync(Back, cancellationToken));
        if (await StreamPosition.ReadAsync(Forward, cancellationToken) is null)
        {
            await StreamStart.ForgetPartAsync(Forward, cancellationToken);
            await StreamPosition.ForgetAsync(Back, cancellationToken);
        }

        if (options.Value.WayBack)
        {
            await StreamStart.BackAsync(Back, Behind(Forward), cancellationToken);
        }
        else
        {
            await Slot.DropAsync(Back, cancellationToken);
            await StreamPosition.ForgetAsync(Back, cancellationToken);
        }

        if (await start.ForwardAsync(Forward, options.Value.WayBack ? Behind(Back) : null, cancellationToken) is { } report)
        {
            status.Complete(report.ToString());
            Log.Complete(logger, report.Copied, time.GetElapsedTime(started).TotalMilliseconds, report);
        }
        else
        {
            status.Complete("the backfill was complete before; the changes since are followed");
        }
    }

    private static async Task PrepareAsync(StreamDefinition stream, CancellationToken cancellationToken)
    {
        await using var source = await stream.Source.OpenConnectionAsync(cancellationToken);
        await SyncSchema.EnsureAsync(source, cancellationToken);
        await SyncSchema.EnsurePublishedAsync(source, stream.Slot, [.. stream.Tables.Select(table => table.Source)], cancellationToken);
    }

    /// <summary>Returns only by an exception: a stream that lost its slot starts anew, whatever else interrupts one is its own affair.</summary>
    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        using var turn = new SemaphoreSlim(1);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        List<Task> ways = [RunnerOf(Forward, turn).RunAsync(ending.Token), new Heartbeat(databases, options.Value, time).RunAsync(ending.Token)];
        if (options.Value.WayBack)
        {
            ways.Add(RunnerOf(Back, turn).RunAsync(ending.Token));
        }

        var first = await Task.WhenAny(ways);
        await ending.CancelAsync();
        await ((Task)Task.WhenAll(ways)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first;
    }

    /// <summary>While one way starts anew the other is followed to its end.</summary>
    private Standstill Behind(StreamDefinition other) => new(
        other,
        async token =>
        {
            using var turn = new SemaphoreSlim(1);
            await RunnerOf(other, turn).RunAsync(token);
        },
        time);

    private StreamRunner RunnerOf(StreamDefinition stream, SemaphoreSlim turn)
        => new(stream, statuses.Of(stream.Side), turn, options.Value, time, logger);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Backfill complete, {Copied} listings copied in {Milliseconds:F0} ms: {Report}", EventName = "BackfillComplete")]
        public static partial void Complete(ILogger logger, long copied, double milliseconds, BackfillReport report);

        [LoggerMessage(2, LogLevel.Critical, "The service ends: the databases are not the ones to be synchronised", EventName = "BackfillRefused")]
        public static partial void Refused(ILogger logger, Exception exception);

        [LoggerMessage(3, LogLevel.Warning, "Synchronisation interrupted, it will be tried again: {Reason}", EventName = "SyncInterrupted")]
        public static partial void Interrupted(ILogger logger, string reason);
    }
}
