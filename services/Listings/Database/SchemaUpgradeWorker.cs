using Migration.ServiceDefaults.Databases;
using Npgsql;

namespace Migration.Listings.Database;

/// <summary>Opens the <see cref="DatabaseGate"/>: retries while the database is out of reach, ends the service if it is the wrong one.</summary>
internal sealed partial class SchemaUpgradeWorker(
    SchemaUpgrader upgrader,
    PoolWarmUp pool,
    DatabaseGate gate,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<SchemaUpgradeWorker> logger) : BackgroundService
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var delay = FirstDelay; !gate.IsOpen; delay = TimeSpan.FromTicks(Math.Min(delay.Ticks * 2, LongestDelay.Ticks)))
        {
            try
            {
                var started = time.GetTimestamp();
                var version = await upgrader.UpgradeAsync(stoppingToken);
                await pool.RunAsync(stoppingToken);
                gate.Open(version);
                Log.SchemaReady(logger, version, time.GetElapsedTime(started).TotalMilliseconds);
            }
            catch (WrongDatabaseException refusal)
            {
                gate.Refuse(refusal.Message);
                Log.DatabaseRefused(logger, refusal);
                lifetime.StopApplication();
                return;
            }
            catch (Exception failure) when (failure is NpgsqlException or TimeoutException)
            {
                // Once a reason, not once an attempt.
                var reason = $"the database cannot be reached: {failure.Message}";
                if (!string.Equals(reason, gate.Reason, StringComparison.Ordinal))
                {
                    gate.KeepClosed(reason);
                    Log.DatabaseOutOfReach(logger, failure.Message);
                }

                await Task.Delay(delay, time, stoppingToken);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Schema version {Version} ready after {Milliseconds:F0} ms", EventName = "SchemaReady")]
        public static partial void SchemaReady(ILogger logger, int version, double milliseconds);

        [LoggerMessage(2, LogLevel.Critical, "The service ends: the database is not one it can work with", EventName = "DatabaseRefused")]
        public static partial void DatabaseRefused(ILogger logger, Exception exception);

        [LoggerMessage(3, LogLevel.Warning, "The database is out of reach, it will be tried again: {Reason}", EventName = "DatabaseOutOfReach")]
        public static partial void DatabaseOutOfReach(ILogger logger, string reason);
    }
}
