using Npgsql;

namespace Migration.Hosting.PostgreSQL;

/// <summary>How the host itself reaches a server.</summary>
internal static class ServerConnection
{
    /// <summary>
    /// For one connection and no more, by which only texts and numbers go: without a pool, and without the long question about the
    /// server's types that comes before the first query else.
    /// </summary>
    public static string Once(string connectionString) => $"{connectionString};Pooling=false;Server Compatibility Mode=NoTypeLoading";

    public static string For(ServerRequest request) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = request.Port,
        Username = request.UserName,
        Password = request.Password,
        Pooling = false,
        ApplicationName = "migration-host",
    }.ConnectionString;
}
