using System.Globalization;
using System.Net.Sockets;
using Npgsql;

namespace Migration.DataFaults.Suite.History;

/// <summary>One of the two databases, written to as its own service does, with no help of the synchronisation.</summary>
internal sealed class Side(string name, string connectionString, string table, long firstKey) : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(connectionString) { Timeout = 2, CommandTimeout = 10, MaxPoolSize = 12 }.ConnectionString);

    public string Name => name;

    public string Table => table;

    public long FirstKey => firstKey;

    /// <summary>SQL: listings that are there.</summary>
    public required string Alive { get; init; }

    /// <summary>SQL of a delete, <c>{0}</c> is the key.</summary>
    public required string Delete { get; init; }

    /// <summary>What the service writes in the same transaction as a change of <c>{0}</c>; none without.</summary>
    public string? Beside { get; init; }

    /// <summary>The statements as one transaction; the first one must change one row.</summary>
    public async Task<WriteOutcome> WriteAsync(string sql, long key)
    {
        NpgsqlConnection connection;
        try
        {
            connection = await _source.OpenConnectionAsync();
        }
        catch (Exception failure) when (failure is NpgsqlException or SocketException or TimeoutException)
        {
            return WriteOutcome.NotDone;
        }

        await using (connection)
        {
            try
            {
                await using var batch = Batch(connection, sql, key);
                await batch.ExecuteNonQueryAsync();
                return batch.BatchCommands[0].RecordsAffected == 1
                    ? WriteOutcome.Acknowledged
                    : throw new InvalidOperationException($"What was acknowledged is not there any more on its own side, {Name}: {sql}");
            }
            catch (Exception failure) when (failure is NpgsqlException or IOException or TimeoutException)
            {
                return Judge(failure);
            }
        }
    }

    public async Task<T> ReadAsync<T>(string sql, CancellationToken cancellationToken)
    {
        await using var command = _source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = _source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<List<(long Key, string Value)>> PairsAsync(string sql, CancellationToken cancellationToken)
    {
        var pairs = new List<(long, string)>();
        await using var command = _source.CreateCommand(sql);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            pairs.Add((row.GetInt64(0), row.GetString(1)));
        }

        return pairs;
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    /// <summary>Sends a write of a contested listing and tells which title it went over.</summary>
    public async Task<(WriteOutcome Outcome, string? Base)> OverwriteAsync(long key, string title)
    {
        NpgsqlConnection connection;
        try
        {
            connection = await _source.OpenConnectionAsync();
        }
        catch (Exception failure) when (failure is NpgsqlException or SocketException or TimeoutException)
        {
            return (WriteOutcome.NotDone, null);
        }

        await using (connection)
        {
            try
            {
                await using var batch = Batch(
                    connection,
                    $"with o as (select id, title::text from {table} where id = {key} for update), w as (update {table} t set title = '{title}' from o where t.id = o.id) select title from o",
                    key);
                return (WriteOutcome.Acknowledged, (string)(await batch.ExecuteScalarAsync())!);
            }
            catch (Exception failure) when (failure is NpgsqlException or IOException or TimeoutException)
            {
                return (Judge(failure), null);
            }
        }
    }

    private NpgsqlBatch Batch(NpgsqlConnection connection, string sql, long key)
    {
        var batch = new NpgsqlBatch(connection) { BatchCommands = { new NpgsqlBatchCommand(sql) } };
        if (Beside is not null)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(Beside.Replace("{0}", key.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)));
        }

        return batch;
    }

    /// <summary>A server that says why it refuses has refused; one that dies has said nothing.</summary>
    private static WriteOutcome Judge(Exception failure) => failure switch
    {
        PostgresException { SqlState: ['4', '0', ..] } => WriteOutcome.NotDone,
        PostgresException { SqlState: ['5', '7', ..] or ['0', '8', ..] } => WriteOutcome.Unknown,
        PostgresException refused => throw new InvalidOperationException("The writer's own statement is wrong.", refused),
        _ => WriteOutcome.Unknown,
    };
}
