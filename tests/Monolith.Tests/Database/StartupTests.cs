using System.Net;
using Migration.Monolith.Database;
using Migration.Monolith.Tests.Hosting;
using Npgsql;

namespace Migration.Monolith.Tests.Database;

[TestClass]
public sealed class StartupTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task Start_ThreeAtOnceOnANewDatabase_AllComeUpAndTheSchemaIsMadeOnce()
    {
        var connection = await DatabaseServer.CreateDatabaseAsync(TestContext.CancellationToken);
        try
        {
            var hosts = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => MonolithHost.StartOnAsync(connection, TestContext.CancellationToken, ["--Seed:Listings=20"])));

            (await hosts[0].QueryAsync<long>("select count(*) from schemaversions")).Should().Be(9);
            (await hosts[0].QueryAsync<long>("select count(*) from c2c_listings")).Should().Be(20);
            (await hosts[0].QueryAsync<long>("select count(*) from routing_flag_history")).Should().Be(1);
            foreach (var host in hosts)
            {
                await host.DisposeAsync();
            }
        }
        finally
        {
            await DatabaseServer.DropDatabaseAsync(connection);
        }
    }

    [TestMethod]
    public async Task Start_StoppedWhileAnotherInstanceSeeds_EndsAtOnceAndCanBeRepeated()
    {
        var connection = await DatabaseServer.CreateDatabaseAsync(TestContext.CancellationToken);
        try
        {
            await using var other = new NpgsqlConnection(connection);
            await other.OpenAsync(TestContext.CancellationToken);
            await using var hold = new NpgsqlCommand($"select pg_advisory_lock({SvetubdStartup.LockKey})", other);
            await hold.ExecuteNonQueryAsync(TestContext.CancellationToken);
            using var stop = new CancellationTokenSource();

            var start = () => MonolithHost.StartOnAsync(connection, stop.Token, ["--Seed:Listings=20"]);
            var refusal = start.Should().ThrowAsync<OperationCanceledException>();
            await DatabaseServer.WaitForBlockedAsync(connection, TestContext.CancellationToken);
            await stop.CancelAsync();

            await refusal;
            await other.CloseAsync();
            NpgsqlConnection.ClearPool(other);
            await using var again = await MonolithHost.StartOnAsync(connection, TestContext.CancellationToken, ["--Seed:Listings=20"]);
            (await again.QueryAsync<long>("select count(*) from c2c_listings")).Should().Be(20);
        }
        finally
        {
            await DatabaseServer.DropDatabaseAsync(connection);
        }
    }

    [TestMethod]
    public async Task Start_AfterAnOperatorHasChangedTheFlag_NeverUndoesIt()
    {
        await using var first = await MonolithHost.StartAsync(TestContext.CancellationToken, "--Seed:Listings=0", "--USE_MARKETPLACE_MICROSERVICE=true", "--MARKETPLACE_ROLLOUT_PERCENT=25");
        await first.ExecuteAsync("update routing_flags set enabled = false, rollout_percent = 0, version = 2, updated_by = 'ann', reason = 'kill' where name = 'marketplace'");

        await using var second = await MonolithHost.StartOnAsync(
            first.Connection, TestContext.CancellationToken, ["--USE_MARKETPLACE_MICROSERVICE=true", "--MARKETPLACE_ROLLOUT_PERCENT=50"]);

        var summary = (await second.GetAsync("/api/v1/routing")).Json;
        summary.GetProperty("enabled").GetBoolean().Should().BeFalse();
        summary.GetProperty("rollout_percent").GetDecimal().Should().Be(0);
        summary.GetProperty("version").GetInt64().Should().Be(2);
    }

    [TestMethod]
    [DataRow("create table database_identity (name text); insert into database_identity values ('listings')", "marked as 'listings'")]
    [DataRow("create table customers (id int)", "not marked as svetubd")]
    public async Task Start_OnAnotherDatabase_StopsBeforeAnythingIsCreated(string sql, string reason)
    {
        var connection = await DatabaseServer.CreateDatabaseAsync(TestContext.CancellationToken);
        try
        {
            await using var database = NpgsqlDataSource.Create(connection);
            await using var prepare = database.CreateCommand(sql);
            await prepare.ExecuteNonQueryAsync(TestContext.CancellationToken);

            var start = () => MonolithHost.StartOnAsync(connection, TestContext.CancellationToken);

            (await start.Should().ThrowAsync<StartupException>()).Which.Message.Should().Contain(reason).And.Contain("ConnectionStrings:svetubd");
            await using var count = database.CreateCommand("select count(*) from information_schema.tables where table_schema = 'public'");
            (await count.ExecuteScalarAsync(TestContext.CancellationToken)).Should().Be(1L);
        }
        finally
        {
            await DatabaseServer.DropDatabaseAsync(connection);
        }
    }

    [TestMethod]
    public async Task Start_WithoutAServer_SaysWhichSettingToCheck()
    {
        var start = () => MonolithHost.StartOnAsync("Host=127.0.0.1;Port=1;Username=nobody;Database=svetubd", TestContext.CancellationToken);

        (await start.Should().ThrowAsync<StartupException>()).WithMessage("*svetubd cannot be prepared*ConnectionStrings:svetubd*");
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("Host=localhost;Porrt=1")]
    public void Create_UnusableConnectionString_NamesTheSetting(string connection)
    {
        var create = () => MonolithApplication.Create(MonolithHost.Arguments(connection, Path.GetTempPath(), []));

        create.Should().Throw<StartupException>().WithMessage("*ConnectionStrings:svetubd*");
    }

    [TestMethod]
    public async Task DatabaseGone_HealthSaysSoAndRequestsAreUnavailable()
    {
        await using var monolith = await MonolithHost.StartAsync(TestContext.CancellationToken, "--Seed:Listings=10");
        (await monolith.GetAsync("/health")).Status.Should().Be(HttpStatusCode.OK);

        await DatabaseServer.DropDatabaseAsync(monolith.Connection);

        var health = await monolith.GetAsync("/health");
        var list = await monolith.GetAsync(MonolithHost.Listings);
        health.Status.Should().Be(HttpStatusCode.ServiceUnavailable);
        health.Text.Should().Contain("svetubd");
        (await monolith.GetAsync("/alive")).Status.Should().Be(HttpStatusCode.OK);
        list.Status.Should().Be(HttpStatusCode.ServiceUnavailable);
        list.Header("Retry-After").Should().Be("1");
        list.Header("X-Served-By").Should().Be("monolith");
    }

    [TestMethod]
    public async Task Stop_WhileARequestIsRunning_LetsItEnd()
    {
        await using var monolith = await MonolithHost.StartAsync(TestContext.CancellationToken, "--Seed:Listings=10");
        await using var blocker = new NpgsqlConnection(monolith.Connection);
        await blocker.OpenAsync(TestContext.CancellationToken);
        await using var transaction = await blocker.BeginTransactionAsync(TestContext.CancellationToken);
        await using (var hold = new NpgsqlCommand("lock table c2c_listings in access exclusive mode", blocker, transaction))
        {
            await hold.ExecuteNonQueryAsync(TestContext.CancellationToken);
        }

        var running = monolith.GetAsync($"{MonolithHost.Listings}/1001");
        await DatabaseServer.WaitForBlockedAsync(monolith.Connection, TestContext.CancellationToken);
        var stopping = monolith.StopAsync();
        await transaction.RollbackAsync(TestContext.CancellationToken);

        (await running).Status.Should().Be(HttpStatusCode.OK);
        await stopping;
    }
}
