using System.Data;
using System.Globalization;
using System.Reflection;
using DbUp;
using DbUp.Engine;
using Npgsql;

namespace Migration.Listings.Database;

/// <summary>
/// Brings the database to the newest schema: scripts <c>NNN_name.sql</c> in order, each once, in a transaction of its own.
/// Several instances may start at once: the first one works, the others wait for its lock and find nothing to do.
/// </summary>
internal sealed class SchemaUpgrader(NpgsqlDataSource database, ILoggerFactory loggers)
{
    public const string Identity = "listings";

    internal const long UpgradeLock = 0x4C53_5447_5343_484D;
    private const string ScriptPrefix = "Migration.Listings.Database.Scripts.";

    private static readonly SqlScript[] Scripts = LoadScripts();

    public static int NewestVersion => VersionOf(Scripts[^1]);

    /// <summary>Returns the schema version reached.</summary>
    /// <exception cref="WrongDatabaseException">It is another service's database, or a script fails.</exception>
    /// <exception cref="NpgsqlException">The database cannot be reached.</exception>
    public async Task<int> UpgradeAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        try
        {
            await ExecuteAsync(connection, string.Create(CultureInfo.InvariantCulture, $"select pg_advisory_lock({UpgradeLock})"), cancellationToken);
            var version = await ReadVersionAsync(connection, cancellationToken);
            if (version < NewestVersion)
            {
                await Task.Run(RunScripts, cancellationToken);
                await RecordVersionAsync(connection, cancellationToken);
            }

            return Math.Max(version, NewestVersion);
        }
        finally
        {
            // A broken connection has lost its lock already. Who was cancelled may have got it all the same.
            if (connection.State == ConnectionState.Open)
            {
                await ExecuteAsync(connection, "select pg_advisory_unlock_all()", CancellationToken.None);
            }
        }
    }

    /// <summary>0 for an empty database; refuses one that holds tables and does not say that they are ours.</summary>
    private static async Task<int> ReadVersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var tables = new NpgsqlCommand(
            "select current_database(), array(select tablename::text from pg_tables where schemaname = 'public' order by 1)", connection);
        string name;
        string[] present;
        await using (var reader = await tables.ExecuteReaderAsync(cancellationToken))
        {
            await reader.ReadAsync(cancellationToken);
            name = reader.GetString(0);
            present = await reader.GetFieldValueAsync<string[]>(1, cancellationToken);
        }

        if (present.Length == 0)
        {
            return 0;
        }

        const string Cure = "Point the connection string listings-db at the listings service's own, or at an empty, database.";
        if (!present.Contains("database_identity", StringComparer.Ordinal))
        {
            throw new WrongDatabaseException($"Database '{name}' holds other tables ({string.Join(", ", present.Take(5))}). {Cure}");
        }

        // Only our own identity table has a version, so the name is asked first.
        await using var identity = new NpgsqlCommand("select name from database_identity limit 1", connection);
        if (await identity.ExecuteScalarAsync(cancellationToken) is string owner
            && !string.Equals(owner, Identity, StringComparison.Ordinal))
        {
            throw new WrongDatabaseException($"Database '{name}' says that it is '{owner}', not '{Identity}'. {Cure}");
        }

        await using var version = new NpgsqlCommand("select coalesce(max(schema_version), 0) from database_identity", connection);
        return (int)(await version.ExecuteScalarAsync(cancellationToken))!;
    }

    private void RunScripts()
    {
        var result = DeployChanges.To
            .PostgresqlDatabase(new DataSourceConnectionManager(database))
            .WithScripts(Scripts)
            .JournalToPostgresqlTable("public", "schema_versions")
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .LogTo(loggers)
            .Build()
            .PerformUpgrade();

        if (!result.Successful)
        {
            throw result.Error is NpgsqlException { IsTransient: true }
                ? result.Error
                : new WrongDatabaseException($"Schema script {result.ErrorScript?.Name} failed: {result.Error.Message}", result.Error);
        }
    }

    private static async Task RecordVersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("update database_identity set schema_version = $1 where name = $2", connection)
        {
            Parameters = { new() { Value = NewestVersion }, new() { Value = Identity } },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static SqlScript[] LoadScripts()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(ScriptPrefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name =>
                {
                    using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                    return new SqlScript(name[ScriptPrefix.Length..], reader.ReadToEnd());
                }),
        ];
    }

    private static int VersionOf(SqlScript script)
        => int.Parse(script.Name.AsSpan(0, script.Name.IndexOf('_', StringComparison.Ordinal)), CultureInfo.InvariantCulture);
}
