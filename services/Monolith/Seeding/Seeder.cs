using Migration.Monolith.Database;
using Migration.Monolith.Images;
using Npgsql;

namespace Migration.Monolith.Seeding;

/// <summary>Fills a new database, in one transaction: either all of it is there afterwards or nothing.</summary>
internal sealed partial class Seeder(SeedSettings settings, ImageFiles files, TimeProvider time, ILogger<Seeder> logger)
{
    private const int LargeSet = 20_000;

    public async Task RunAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (await SeededAsync(connection, cancellationToken) is { } seeded)
        {
            if (seeded != settings.Listings)
            {
                LogOtherSize(logger, seeded, settings.Listings);
            }

            return;
        }

        var started = time.GetTimestamp();
        var copy = new SeedCopy(connection, settings, Vocabulary.Load());
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, SeedStatements.People, cancellationToken);
        await copy.ListingsAsync(count => LogProgress(logger, count, settings.Listings), cancellationToken);
        var images = await copy.ImagesAsync(files, cancellationToken);
        await copy.FavoritesAsync(cancellationToken);
        await ExecuteAsync(connection, SeedStatements.Finish, cancellationToken);
        if (settings.Listings >= LargeSet)
        {
            await ExecuteAsync(connection, SeedStatements.Analyze, cancellationToken);
        }

        await RecordAsync(connection, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        var took = time.GetElapsedTime(started);
        LogSeeded(logger, settings.Listings, images, took);
    }

    /// <summary>How many listings an earlier start has written, or whatever number is there already; null for a new database.</summary>
    private static async Task<long?> SeededAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        const string Query = """
            select coalesce((select max(listings)::bigint from seed_runs),
                            (select case when exists (select 1 from c2c_listings) then -1 end))
            """;
        await using var command = new NpgsqlCommand(Query, connection);
        return await command.ExecuteScalarAsync(cancellationToken) as long?;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task RecordAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("insert into seed_runs (listings, seed) values ($1, $2)", connection);
        command.Parameters.Int(settings.Listings).Typed(settings.Seed, NpgsqlTypes.NpgsqlDbType.Bigint);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [LoggerMessage(1, LogLevel.Information, "svetubd seeded: {Listings} listings with {Images} images in {Took}")]
    private static partial void LogSeeded(ILogger logger, int listings, int images, TimeSpan took);

    [LoggerMessage(2, LogLevel.Information, "Seeding svetubd: {Done} of {Listings} listings")]
    private static partial void LogProgress(ILogger logger, int done, int listings);

    [LoggerMessage(3, LogLevel.Warning, "svetubd was seeded with {Seeded} listings (-1: it held data before) and stays so; Seed:Listings is {Wanted}")]
    private static partial void LogOtherSize(ILogger logger, long seeded, int wanted);
}
