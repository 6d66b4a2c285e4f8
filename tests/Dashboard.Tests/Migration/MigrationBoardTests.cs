using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Migration.Dashboard.Migrating.Board;
using Migration.Dashboard.Migrating.Faults;
using Migration.Dashboard.Migrating.Routing;
using Migration.Dashboard.Migrating.Sources;
using Migration.Dashboard.Migrating.Sync;
using Migration.Dashboard.Migrating.Traffic;
using Migration.Dashboard.Migrating.Verdicts;
using Migration.Otlp.Storage;

namespace Migration.Dashboard.Tests.Migrating;

[TestClass]
public sealed class MigrationBoardTests(TestContext testContext) : IDisposable
{
    private readonly HttpClient _http = new();
    private readonly FakeTimeProvider _time = new();

    private CancellationToken Cancellation => testContext.CancellationToken;

    [TestMethod]
    public async Task Watch_WithASourceThatIsSilent_ShowsTheOthers()
    {
        await using var monolith = await FakeSource.StartAsync();
        await using var dataSync = await FakeSource.StartAsync();
        monolith.Answer("POST /api/v1/auth/token", Samples.Token).Answer("GET /api/v1/admin/routing/flags/marketplace", Samples.Flag());
        var asked = new TaskCompletionSource();
        dataSync.Answer("GET /sync/status", context =>
        {
            asked.TrySetResult();
            return Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        using var sut = Sut(monolith, dataSync);
        using var watch = sut.Watch();

        await UntilAsync(() => sut.Flag.Last.Value is not null && asked.Task.IsCompleted);
        sut.Sync.Last.IsWaiting.Should().BeTrue();
        _time.Advance(SourceClient.ReadDeadline);
        await UntilAsync(() => sut.Sync.Last.Problem is not null);

        sut.Sync.Last.Problem.Should().Contain("has not answered within 2 s");
        sut.Faults.Last.Problem.Should().Contain("--faults true");
        sut.Flag.Last.Problem.Should().BeNull();
    }

    [TestMethod]
    public async Task Watch_OnceNobodyLooks_AsksNobody()
    {
        await using var monolith = await FakeSource.StartAsync();
        await using var dataSync = await FakeSource.StartAsync();
        monolith.Answer("POST /api/v1/auth/token", Samples.Token).Answer("GET /api/v1/admin/routing/flags/marketplace", Samples.Flag());
        using var sut = Sut(monolith, dataSync);

        monolith.Requests.Should().BeEmpty("nobody has looked yet");
        var first = sut.Watch();
        var second = sut.Watch();
        await UntilAsync(() => !sut.Flag.Last.IsWaiting && !sut.History.Last.IsWaiting && !sut.Breakers.Last.IsWaiting && !sut.Shadow.Last.IsWaiting);
        first.Dispose();
        first.Dispose();
        monolith.Requests.Clear();
        var answered = sut.Flag.Last;
        sut.Flag.Kick();
        await UntilAsync(() => !ReferenceEquals(sut.Flag.Last, answered));
        monolith.Requests.Should().NotBeEmpty("the other one still looks");

        // Everybody who asks the monolith has an answer and waits for a clock that stands: no request is under way.
        second.Dispose();
        monolith.Requests.Clear();

        sut.Flag.Kick();
        _time.Advance(TimeSpan.FromMinutes(1));
        await Task.Delay(TimeSpan.FromMilliseconds(300), Cancellation);

        monolith.Requests.Should().BeEmpty();
    }

    public void Dispose() => _http.Dispose();

    private async Task UntilAsync(Func<bool> isSo)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        while (!isSo())
        {
            await Task.Delay(50, deadline.Token);
        }
    }

    private MigrationBoard Sut(FakeSource monolith, FakeSource dataSync)
    {
        var addresses = new SourceAddresses(new ConfigurationBuilder().Build());
        var client = new SourceClient("monolith", monolith.Address, _http, _time);
        var sources = new MigrationSources(
            new MonolithApi(client, new AdminToken(addresses, client, _time)),
            new DataSyncApi(new SourceClient("DataSync", dataSync.Address, _http, _time)),
            new FaultProxyApi(new SourceClient("FaultProxy", null, _http, _time)),
            new VerdictReader(addresses, Path.GetTempPath()));
        return new MigrationBoard(sources, new TrafficReader(new TelemetryStore(new TelemetryLimits(), _time), _time), _time, NullLogger<MigrationBoard>.Instance);
    }
}
