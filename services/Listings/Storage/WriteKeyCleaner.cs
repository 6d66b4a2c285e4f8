using Migration.Listings.Database;
using Npgsql;

namespace Migration.Listings.Storage;

/// <summary>Forgets the keys that nobody can repeat any more.</summary>
internal sealed partial class WriteKeyCleaner(NpgsqlDataSource database, DatabaseGate gate, TimeProvider time, ILogger<WriteKeyCleaner> logger)
    : BackgroundService
{
    private const string CleanSql = """
        delete from idempotency_keys where ctid in (select ctid from idempotency_keys where created_at < now() - $1 limit 5000)
        """;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(15);

    /// <summary>Returns how many were forgotten.</summary>
    public async Task<int> CleanAsync(CancellationToken cancellationToken)
    {
        var all = 0;
        int some;
        do
        {
            await using var command = database.CreateCommand(CleanSql);
            command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = WriteRunner.KeyLifetime });
            some = await command.ExecuteNonQueryAsync(cancellationToken);
            all += some;
        }
        while (some > 0);

        return all;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await gate.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await CleanAsync(stoppingToken);
            }
            catch (NpgsqlException failure)
            {
                Log.NotCleaned(logger, failure.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(60, LogLevel.Warning, "Old idempotency keys stay until the next try: {Reason}", EventName = "KeysNotCleaned")]
        public static partial void NotCleaned(ILogger logger, string reason);
    }
}
