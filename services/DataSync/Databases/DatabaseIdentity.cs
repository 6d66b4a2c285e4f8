using Npgsql;

namespace Migration.DataSync.Databases;

/// <summary>Each database says in <c>database_identity</c> which one it is. Nothing is read or written before that is checked.</summary>
internal static class DatabaseIdentity
{
    /// <summary>False while the owner of the database has not made its tables yet.</summary>
    /// <exception cref="WrongDatabaseException">It says that it is another one.</exception>
    public static async Task<bool> IsReadyAsync(NpgsqlDataSource database, string setting, string expected, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = database.CreateCommand("select name from database_identity limit 1");
            return await command.ExecuteScalarAsync(cancellationToken) is string name
                && (string.Equals(name, expected, StringComparison.Ordinal)
                    ? true
                    : throw new WrongDatabaseException(
                        $"ConnectionStrings:{setting} leads to the database '{name}', but '{expected}' is wanted: correct the connection string."));
        }
        catch (PostgresException absent) when (absent.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidCatalogName)
        {
            return false;
        }
    }
}
