using System.Threading.Channels;
using Microsoft.Extensions.Logging.Testing;
using Migration.TestSupport;
using Migration.TrafficRouter.Flags;
using Migration.TrafficRouter.Tests.Fixture;
using Npgsql;

namespace Migration.TrafficRouter.Tests.Flags;

/// <summary>Changes as a real server tells of them, and what becomes of the channel when the server throws its listeners out.</summary>
[TestClass]
[ServerCondition]
public sealed class PostgresFlagChannelTests
{
    private static PostgresServer _server = null!;

    private readonly Channel<bool> _told = Channel.CreateUnbounded<bool>();
    private FlagDatabase _database = null!;
    private PostgresFlagStore _store = null!;

    public required TestContext TestContext { get; set; }

    [ClassInitialize]
    public static async Task StartAsync(TestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _server = await PostgresServer.StartAsync(context.CancellationToken);
    }

    [ClassCleanup]
    public static async Task StopAsync() => await _server.DisposeAsync();

    [TestInitialize]
    public async Task CreateAsync()
    {
        _database = await FlagDatabase.CreateAsync(_server, TestContext.CancellationToken);
        await _database.ExecuteAsync($"insert into routing_flags (name, updated_by, reason) values ('{TestFlags.Name}', 'seed', 'first')", TestContext.CancellationToken);
        _store = new PostgresFlagStore(_database.Source);
    }

    [TestCleanup]
    public async Task DropAsync() => await _database.DisposeAsync();

    [TestMethod]
    public Task Listen_CallsOnceForWhatItMayHaveMissedAndThenForEveryChange() => WhileListeningAsync(_store, async () =>
    {
        await WriteAsync(2);
        await ToldAsync();
        await WriteAsync(3);
        await ToldAsync();

        _told.Reader.Count.Should().Be(0, "nothing else has happened");
    });

    [TestMethod]
    public Task Listen_ChangeThatTheTableRefuses_IsNotToldOf() => WhileListeningAsync(_store, async () =>
    {
        var refused = () => _store.WriteAsync(TestFlags.Flag(101) with { Version = 2 }, TestContext.CancellationToken);
        await refused.Should().ThrowAsync<PostgresException>();
        await WriteAsync(2);
        await ToldAsync();

        _told.Reader.Count.Should().Be(0, "one of two changes was committed");
    });

    [TestMethod]
    public Task Listen_InSilence_AsksWhetherTheConnectionLivesAndStillHearsChanges()
    {
        const string Asked = "select count(*) from pg_stat_activity where datname = current_database() and query = 'select 1'";
        var impatient = new PostgresFlagStore(_database.Source) { Silence = TimeSpan.FromMilliseconds(20) };
        return WhileListeningAsync(impatient, async () =>
        {
            while (await _database.CountAsync(Asked) == 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), TestContext.CancellationToken);
            }

            await WriteAsync(2);
            await ToldAsync();
        });
    }

    [TestMethod]
    public async Task Listen_ThrownOut_SaysSoInsteadOfWaitingForEver()
    {
        var listening = _store.ListenAsync(Tell, TestContext.CancellationToken);
        await ToldAsync();

        await _database.TakeAwayAsync();

        await listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        listening.Status.Should().Be(TaskStatus.Faulted);
        listening.Exception!.InnerException.Should().BeAssignableTo<NpgsqlException>();
        await _database.GiveBackAsync();
    }

    [TestMethod]
    public async Task Follower_ThatLosesItsDatabase_OpensTheChannelAgain()
    {
        var flags = new FlagSource(TimeProvider.System);
        var log = new FakeLogger<FlagFollower>();

        // No poll: only what the database tells can move it.
        using var follower = new FlagFollower(_store, flags, new TrafficRouterOptions { PollInterval = TimeSpan.FromHours(1) }, TimeProvider.System, log);
        await follower.StartAsync(TestContext.CancellationToken);
        await WriteAsync(2);
        await UntilAsync(() => VersionIn(flags) == 2);

        await _database.TakeAwayAsync();
        await UntilAsync(() => log.Collector.GetSnapshot().Any(line => line.Id.Name == "FlagChannelLost"));
        await _database.GiveBackAsync();

        await WriteAsync(3);
        await UntilAsync(() => VersionIn(flags) == 3);
        await WriteAsync(4);
        await UntilAsync(() => VersionIn(flags) == 4);
        await follower.StopAsync(TestContext.CancellationToken);
    }

    private static long? VersionIn(FlagSource flags) => flags.Current?.Find(TestFlags.Name)?.Definition.Version;

    /// <summary>Listens while a test acts, and expects the listening to end when it is told to and not before.</summary>
    private async Task WhileListeningAsync(PostgresFlagStore store, Func<Task> act)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.CancellationToken);
        var listening = store.ListenAsync(Tell, end.Token);
        await ToldAsync();
        await act();
        listening.IsCompleted.Should().BeFalse();

        await end.CancelAsync();

        await listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        listening.Status.Should().Be(TaskStatus.Canceled);
    }

    private void Tell() => _told.Writer.TryWrite(true);

    private async Task ToldAsync() => await _told.Reader.ReadAsync(TestContext.CancellationToken);

    private Task<FlagDefinition> WriteAsync(long version)
        => _store.WriteAsync(TestFlags.Flag(version) with { Version = version, UpdatedBy = "ann", Reason = "because" }, TestContext.CancellationToken);

    private Task UntilAsync(Func<bool> isThere) => Eventually.IsTrueAsync(isThere, TestContext.CancellationToken);
}
