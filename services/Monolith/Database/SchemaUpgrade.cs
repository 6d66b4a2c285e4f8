using DbUp;
using DbUp.Engine;
using DbUp.Postgresql;
using Npgsql;

namespace Migration.Monolith.Database;

/// <summary>Runs the embedded scripts that this database has not seen yet, all in one transaction.</summary>
internal sealed partial class SchemaUpgrade(NpgsqlDataSource database, ILogger<SchemaUpgrade> logger)
{
    private const string Prefix = "Scripts.";

    public async Task RunAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var scripts = Scripts();
        var done = await JournalAsync(connection, cancellationToken);
        var missing = scripts.Where(script => !done.Contains(script.Name)).ToList();
        if (missing.Count == 0)
        {
            return;
        }

        var upgrade = DeployChanges.To
            .PostgresqlDatabase(new PostgresqlConnectionManager(database))
            .WithScripts(scripts)
            .WithVariablesDisabled()
            .WithTransaction()
            .LogTo(new SchemaLog(logger))
            .Build();
        var result = await Task.Run(upgrade.PerformUpgrade, cancellationToken);
        if (!result.Successful)
        {
            throw new StartupException(
                $"Schema script {result.ErrorScript?.Name} failed on svetubd: {result.Error.Message} Nothing of this upgrade was kept.",
                result.Error);
        }

        LogUpgraded(logger, missing.Count, missing[^1].Name);
    }

    private static List<SqlScript> Scripts()
    {
        var assembly = typeof(SchemaUpgrade).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return new SqlScript(name[Prefix.Length..], reader.ReadToEnd());
            })];
    }

    private static async Task<HashSet<string>> JournalAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        await using var exists = new NpgsqlCommand("select to_regclass('public.schemaversions') is not null", connection);
        if (await exists.ExecuteScalarAsync(cancellationToken) is not true)
        {
            return done;
        }

        await using var command = new NpgsqlCommand("select scriptname from public.schemaversions", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            done.Add(reader.GetString(0));
        }

        return done;
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "svetubd: {Count} schema scripts applied, the newest is {Newest}")]
    private static partial void LogUpgraded(ILogger logger, int count, string newest);
}
