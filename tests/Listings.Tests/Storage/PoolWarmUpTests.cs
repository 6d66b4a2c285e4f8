using Migration.Listings.Tests.Fixture;

namespace Migration.Listings.Tests.Storage;

[TestClass]
public sealed class PoolWarmUpTests
{
    [TestMethod]
    public async Task Service_Ready_HasAllItsConnections()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        await using var service = await ListingsHost.StartReadyAsync(database, settings: $"ConnectionStrings:listings-db={database.ConnectionString}");

        var connections = await database.ScalarAsync<long>(
            $"select count(*) from pg_stat_activity where datname = '{database.Name}' and application_name = 'listings'");

        connections.Should().Be(16, "a first burst must not have to sign in");
    }
}
