using Migration.Listings.Tests.Fixture;

namespace Migration.Listings.Tests.Database;

/// <summary>The original served from the wrong database twice: from the monolith's, and from an empty one of another service.</summary>
[TestClass]
public sealed class WrongDatabaseTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public required TestContext TestContext { get; set; }

    [TestMethod]
    [DataRow("create table c2c_listings (id integer)", DisplayName = "the monolith's tables")]
    [DataRow("create table database_identity (name varchar(63) primary key); insert into database_identity values ('delivery')", DisplayName = "another service's identity")]
    public async Task Run_OnADatabaseOfSomebodyElse_EndsWithOne(string tables)
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        await database.ExecuteAsync(tables);
        await using var issuer = await TestIssuer.StartAsync();

        var exitCode = await ListingsApplication.RunAsync(ListingsHost.Arguments(database.ConnectionString, issuer)).WaitAsync(Limit, TestContext.CancellationToken);

        exitCode.Should().Be(1, "a service that goes on would answer from the wrong rows");
    }
}
