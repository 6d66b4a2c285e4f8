using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace Migration.Monolith.Seeding.Dump;

/// <summary>
/// Loads the data of a plain dump into svetubd's own tables, in one transaction: all of it or nothing. What makes tables, and tables that the monolith does
/// not have, is passed over; a column that svetubd does not have stops it, until it is mapped. References are not checked: what dangles
/// is for DataSync's quarantine to show.
/// </summary>
internal sealed partial class DumpLoader(DumpSettings settings, TimeProvider time, ILogger<DumpLoader> logger)
{
    private static readonly string[] Tables = ["users", "c2c_categories", "c2c_listings", "c2c_images", "c2c_favorites", "b2c_stores", "b2c_products"];

    /// <summary>False where no dump is named.</summary>
    /// <exception cref="StartupException">The file is bad: with its name and line.</exception>
    public async Task<bool> RunAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (settings.File is not { } file)
        {
            return false;
        }

        if (await ScalarAsync(connection, "select exists (select from c2c_listings) or exists (select from seed_runs)", cancellationToken) is true)
        {
            LogThere(logger, file);
            return true;
        }

        var started = time.GetTimestamp();
        var loaded = new Dictionary<string, long>(StringComparer.Ordinal);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, "set local session_replication_role = replica", cancellationToken);
        using (var reader = new DumpReader(file))
        {
            while (await reader.NextAsync(cancellationToken) is { } statement)
            {
                await LoadAsync(connection, reader, statement, loaded, cancellationToken);
            }

            if (!loaded.ContainsKey("c2c_listings"))
            {
                throw reader.Fail(reader.Line, "the dump ends here and has no data of c2c_listings.");
            }
        }

        await ExecuteAsync(connection, Sequences, cancellationToken);
        await ExecuteAsync(connection, string.Create(CultureInfo.InvariantCulture, $"insert into seed_runs (listings, seed) values ({loaded["c2c_listings"]}, 0)"), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        LogLoaded(logger, file, string.Join(", ", loaded.Select(table => string.Create(CultureInfo.InvariantCulture, $"{table.Value} {table.Key}"))), time.GetElapsedTime(started));
        return true;
    }

    /// <summary>The next ids follow the loaded ones.</summary>
    private const string Sequences = """
        select setval('global_product_id_seq', (select max(id) from c2c_listings)) where exists (select from c2c_listings);
        select setval('c2c_images_id_seq', (select max(id) from c2c_images)) where exists (select from c2c_images)
        """;

    private async Task LoadAsync(
        NpgsqlConnection connection, DumpReader reader, DumpStatement statement, Dictionary<string, long> loaded, CancellationToken cancellationToken)
    {
        if (DumpTable.Of(statement.Text) is not { } table)
        {
            return;
        }

        var isKnown = Tables.Contains(table.Name, StringComparer.Ordinal);
        if (!isKnown)
        {
            while (table.IsCopy && await reader.DataAsync(cancellationToken) is not null)
            {
                // A table that the monolith does not have.
            }

            return;
        }

        var columns = await MapAsync(connection, reader, statement, table, cancellationToken);
        if (loaded.TryAdd(table.Name, 0))
        {
            // What the schema's scripts have put there gives way to the dump's.
            await ExecuteAsync(connection, $"delete from {table.Name}", cancellationToken);
        }

        loaded[table.Name] += table.IsCopy
            ? await CopyAsync(connection, reader, table, columns, cancellationToken)
            : await InsertAsync(connection, reader, statement, table, columns, cancellationToken);
    }

    /// <summary>svetubd's name of each of the dump's columns; null for one that is left out.</summary>
    private async Task<List<string?>> MapAsync(
        NpgsqlConnection connection, DumpReader reader, DumpStatement statement, DumpTable table, CancellationToken cancellationToken)
    {
        var names = settings.Columns.GetValueOrDefault(table.Name) ?? [];
        var own = ((string[])(await ScalarAsync(
            connection, $"select array_agg(attname::text order by attnum) from pg_attribute where attrelid = '{table.Name}'::regclass and attnum > 0 and not attisdropped", cancellationToken))!).ToList();
        var columns = table.Columns.Select(column => names.TryGetValue(column, out var name) ? name : column).ToList();
        for (var n = 0; n < columns.Count; n++)
        {
            if (columns[n] is { } column && !own.Contains(column, StringComparer.Ordinal))
            {
                throw reader.Fail(statement.Line, $"{table.Name} has a column '{table.Columns[n]}' that svetubd does not have: name what it is in Seed:DumpColumns, or null to leave it out.");
            }
        }

        return columns;
    }

    private static async Task<long> CopyAsync(
        NpgsqlConnection connection, DumpReader reader, DumpTable table, List<string?> columns, CancellationToken cancellationToken)
    {
        var first = reader.Line + 1;
        var kept = columns.OfType<string>().ToList();
        var rows = 0L;
        try
        {
            await using var copy = await connection.BeginTextImportAsync($"copy {table.Name} {(kept.Count == 0 ? "" : $"({string.Join(", ", kept.Select(column => $"\"{column}\""))})")} from stdin", cancellationToken);
            while (await reader.DataAsync(cancellationToken) is { } line)
            {
                var row = kept.Count == columns.Count ? line : string.Join('\t', line.Split('\t').Where((_, n) => n >= columns.Count || columns[n] is not null));
                await copy.WriteAsync(row.AsMemory(), cancellationToken);
                await copy.WriteAsync('\n');
                rows++;
            }
        }
        catch (PostgresException wrong)
        {
            // COPY c2c_listings, line 3, column price: "cheap"
            var at = wrong.Where is { } where && RowOfCopy().Match(where) is { Success: true } row ? long.Parse(row.Groups["row"].Value, CultureInfo.InvariantCulture) : 1;
            throw reader.Fail(first + at - 1, $"{table.Name}: {wrong.MessageText}. {wrong.Detail}", wrong);
        }

        return rows;
    }

    private static async Task<long> InsertAsync(
        NpgsqlConnection connection, DumpReader reader, DumpStatement statement, DumpTable table, List<string?> columns, CancellationToken cancellationToken)
    {
        if (columns.Contains(null))
        {
            throw reader.Fail(statement.Line, $"a column of {table.Name} is to be left out, which is not possible with INSERT: make the dump without --inserts.");
        }

        try
        {
            var head = columns.Count == 0 ? "" : $"({string.Join(", ", columns.Select(column => $"\"{column}\""))})";
            await using var command = new NpgsqlCommand($"insert into {table.Name} {head} {table.Rest}", connection);
            return await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException wrong)
        {
            throw reader.Fail(statement.Line, $"{table.Name}: {wrong.MessageText}. {wrong.Detail}", wrong);
        }
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [GeneratedRegex(@"line (?<row>\d+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RowOfCopy();

    [LoggerMessage(1, LogLevel.Information, "{File} loaded into svetubd: {Rows} in {Took}")]
    private static partial void LogLoaded(ILogger logger, string file, string rows, TimeSpan took);

    [LoggerMessage(2, LogLevel.Information, "svetubd holds data already: {File} is not loaded again")]
    private static partial void LogThere(ILogger logger, string file);
}
