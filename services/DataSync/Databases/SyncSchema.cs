using System.Globalization;
using System.Reflection;
using Npgsql;

namespace Migration.DataSync.Databases;

/// <summary>DataSync's own tables, and what decoding needs: whole old rows in the log, a publication, a name for what DataSync writes itself.</summary>
internal static class SyncSchema
{
    private const string Script = "Migration.DataSync.Databases.Scripts.both.sql";

    /// <summary>One instance at a time, so that two that start together do not both create.</summary>
    private const long SchemaLock = 0x4253_594E_4353_434D;

    public static async Task EnsureAsync(NpgsqlConnection database, CancellationToken cancellationToken)
    {
        using var script = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(Script)!);
        var tables = await script.ReadToEndAsync(cancellationToken);
        var once = string.Create(CultureInfo.InvariantCulture, $"select pg_advisory_xact_lock({SchemaLock})");
        await ExecuteAsync(database, $"begin; {once}; set local client_min_messages = warning; {tables} commit", cancellationToken);
    }

    /// <summary>The tables that a stream reads from this database.</summary>
    public static async Task EnsurePublishedAsync(
        NpgsqlConnection database, string publication, IReadOnlyList<string> tables, CancellationToken cancellationToken)
    {
        foreach (var table in tables)
        {
            // Not where it is so already: the statement waits for every transaction that uses the table.
            if (!await HasFullIdentityAsync(database, table, cancellationToken))
            {
                await ExecuteAsync(database, $"alter table {table} replica identity full", cancellationToken);
            }
        }

        if (await ScalarAsync(database, $"select exists (select from pg_publication where pubname = '{publication}')", cancellationToken) is not true)
        {
            await ExecuteAsync(database, $"create publication {publication} for table {string.Join(", ", tables)}", cancellationToken);
            return;
        }

        foreach (var table in tables)
        {
            var isPublished = $"select exists (select from pg_publication_tables where pubname = '{publication}' and schemaname = current_schema and tablename = '{table}')";
            if (await ScalarAsync(database, isPublished, cancellationToken) is false)
            {
                await ExecuteAsync(database, $"alter publication {publication} add table {table}", cancellationToken);
            }
        }
    }

    /// <summary>Whether the log has whole old rows of it.</summary>
    public static async Task<bool> HasFullIdentityAsync(NpgsqlConnection database, string table, CancellationToken cancellationToken)
        => await ScalarAsync(database, $"select relreplident = 'f' from pg_class where oid = '{table}'::regclass", cancellationToken) is true;

    /// <summary>Transactions of a session that carries this name are not sent back to where they came from.</summary>
    public static Task EnsureOriginAsync(NpgsqlConnection database, string origin, CancellationToken cancellationToken)
        => ExecuteAsync(
            database,
            $"select pg_replication_origin_create('{origin}') where pg_replication_origin_oid('{origin}') is null",
            cancellationToken);

    public static async Task ExecuteAsync(NpgsqlConnection database, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, database);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task<object?> ScalarAsync(NpgsqlConnection database, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, database);
        return await command.ExecuteScalarAsync(cancellationToken) is { } value and not DBNull ? value : null;
    }
}
