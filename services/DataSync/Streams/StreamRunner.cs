using Migration.DataSync.Databases;
using Npgsql;

namespace Migration.DataSync.Streams;

/// <summary>Keeps one way following: interrupted, it begins again where the target's position is.</summary>
internal sealed partial class StreamRunner(
    StreamDefinition stream, StreamStatus status, SemaphoreSlim turn, StreamOptions options, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(2);

    /// <exception cref="SlotLostException">Beginning again is no use.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var delay = FirstDelay;
        while (true)
        {
            var rows = status.Rows;
            try
            {
                using var changes = new ChangeStream(stream, status, turn, options);
                await changes.RunAsync(cancellationToken);
            }
            catch (PostgresException lost) when (IsLost(lost))
            {
                status.Stopped(lost.Message);
                throw new SlotLostException(stream.Slot, lost);
            }
            catch (IdentityLostException lost) when (!cancellationToken.IsCancellationRequested)
            {
                Report(lost);
                if (await IsSetAgainAsync(lost.Table, cancellationToken))
                {
                    await Slot.DropAsync(stream, cancellationToken);
                    throw new SlotLostException(stream.Slot, lost);
                }
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                Report(failure);
            }

            delay = status.Rows > rows ? FirstDelay : TimeSpan.FromTicks(Math.Min(delay.Ticks * 2, LongestDelay.Ticks));
            await Task.Delay(delay, time, cancellationToken);
        }
    }

    private async Task<bool> IsSetAgainAsync(string table, CancellationToken cancellationToken)
    {
        try
        {
            await using var source = await stream.Source.OpenConnectionAsync(cancellationToken);
            return await SyncSchema.HasFullIdentityAsync(source, table, cancellationToken);
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static bool IsLost(PostgresException failure)
        => (failure.SqlState is PostgresErrorCodes.UndefinedObject && failure.MessageText.Contains("replication slot", StringComparison.Ordinal))
            || (failure.SqlState is PostgresErrorCodes.ObjectNotInPrerequisiteState && failure.MessageText.Contains("slot", StringComparison.Ordinal))
            || failure.MessageText.Contains("requested WAL segment", StringComparison.Ordinal);

    private void Report(Exception failure)
    {
        // Once a reason, not once an attempt.
        if (!string.Equals(status.Trouble, failure.Message, StringComparison.Ordinal))
        {
            Log.Interrupted(logger, stream.Side.Stream, failure.Message);
        }

        status.Stopped(failure.Message);
    }

    private static partial class Log
    {
        [LoggerMessage(10, LogLevel.Warning, "The stream '{Stream}' stands, it will be tried again: {Reason}", EventName = "StreamInterrupted")]
        public static partial void Interrupted(ILogger logger, string stream, string reason);
    }
}
