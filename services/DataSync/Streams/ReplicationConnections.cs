using Npgsql;
using Npgsql.Replication;

namespace Migration.DataSync.Streams;

internal static class ReplicationConnections
{
    public static async Task<LogicalReplicationConnection> OpenAsync(string connectionString, CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, ApplicationName = "datasync-stream" };
        var connection = new LogicalReplicationConnection(settings.ConnectionString) { WalReceiverStatusInterval = TimeSpan.FromSeconds(1) };
        try
        {
            await connection.Open(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
