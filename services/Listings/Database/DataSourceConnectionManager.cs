using DbUp.Engine.Transactions;
using DbUp.Postgresql;
using Npgsql;

namespace Migration.Listings.Database;

/// <summary>Lets DbUp use the service's own connections: one place that knows the connection string.</summary>
internal sealed class DataSourceConnectionManager(NpgsqlDataSource database)
    : DatabaseConnectionManager(_ => database.CreateConnection())
{
    private static readonly PostgresqlConnectionManager Splitter = new("Host=unused");

    public override IEnumerable<string> SplitScriptIntoCommands(string scriptContents) => Splitter.SplitScriptIntoCommands(scriptContents);
}
