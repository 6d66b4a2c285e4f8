using Migration.Listings.Search;
using Migration.Listings.Tests.Fixture;
using Npgsql;

namespace Migration.Listings.Tests.Search;

[TestClass]
public sealed class QueueSignalTests : ListingsTest
{
    [TestMethod]
    public async Task Dispose_AfterListening_LeavesNothingInTheSession()
    {
        // As the service has it: one connection, and nobody but the signal itself to clean it up.
        var settings = new NpgsqlConnectionStringBuilder(Database.ConnectionString) { MaxPoolSize = 1, NoResetOnClose = true };
        await using var source = NpgsqlDataSource.Create(settings.ConnectionString);
        await using (var signal = new QueueSignal(source))
        {
            await signal.ListenAsync(TestContext.CancellationToken);
        }

        await using var command = source.CreateCommand("select count(*) from pg_listening_channels()");
        (await command.ExecuteScalarAsync(TestContext.CancellationToken)).Should().Be(0L, "the next one to have this connection reads listings");
    }
}
