using Npgsql;

namespace Migration.Monolith.Database;

/// <summary>Makes sure that the database behind the connection string is the monolith's, before anything is created in it.</summary>
internal static class DatabaseIdentity
{
    public const string Name = "svetubd";

    /// <summary>Passes for svetubd and for a database without tables; refuses any other.</summary>
    public static async Task RefuseForeignAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        const string Tables = """
            select coalesce(bool_or(table_name = 'database_identity'), false), count(*)
            from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'
            """;
        await using var command = new NpgsqlCommand(Tables, connection);
        bool hasIdentity;
        long tables;
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            await reader.ReadAsync(cancellationToken);
            (hasIdentity, tables) = (reader.GetBoolean(0), reader.GetInt64(1));
        }

        if (tables == 0)
        {
            return;
        }

        var found = hasIdentity ? await ReadAsync(connection, cancellationToken) : null;
        if (!Name.Equals(found, StringComparison.Ordinal))
        {
            var state = found is null ? "not marked as svetubd, yet holds tables" : $"marked as '{found}'";
            throw new StartupException(
                $"Database '{connection.Database}' on {connection.Host}:{connection.Port} is {state}: "
                + "point ConnectionStrings:svetubd at the monolith's database or at an empty one.");
        }
    }

    public static async Task<string?> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        const string Query = "select name from database_identity order by name <> 'svetubd', name limit 1";
        await using var command = new NpgsqlCommand(Query, connection);
        return await command.ExecuteScalarAsync(cancellationToken) as string;
    }
}
