using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Migration.ServiceDefaults.Databases;
using Npgsql;

namespace Migration.ServiceDefaults.Tests.Databases;

[TestClass]
public sealed class PoolWarmUpTests(TestContext testContext)
{
    [TestMethod]
    public async Task Run_ServerThatLetsNobodyIn_SaysSoAndGoesOn()
    {
        // Port 1 is nobody's.
        await using var database = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1;Username=nobody;Maximum Pool Size=3");
        var logger = new FakeLogger<PoolWarmUp>();
        var reads = 0;
        var sut = new PoolWarmUp(database, new PoolOpenings(), (_, _) => Task.FromResult(Interlocked.Increment(ref reads)), TimeProvider.System, logger);

        (await sut.RunAsync(testContext.CancellationToken)).Should().BeFalse();

        reads.Should().Be(0, "a connection that is not open reads nothing");
        logger.LatestRecord.Level.Should().Be(LogLevel.Warning, "a service that is slower at first must say why");
        logger.LatestRecord.Message.Should().Contain("3 connections");
    }
}
