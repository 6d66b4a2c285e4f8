using System.Net;
using Microsoft.Extensions.Time.Testing;
using Migration.TestSupport;
using Migration.TestSupport.Faults;
using Migration.TestSupport.Marketplace;
using Migration.TestSupport.Measuring;
using Migration.TrafficRouter.Resilience;

namespace Migration.PerformanceReliability.Suite;

/// <summary>The breaker and the retries. The thirty seconds in real time are told in the Connectivity suite, which does not measure.</summary>
[TestClass]
[TestCategory("PerformanceReliability")]
[Disturbs(Roads = true)]
public sealed class BreakerTests(TestContext testContext) : EnvironmentTest(testContext)
{
    private const string Operation = "GetListing";
    private const int MostFailures = 20;
    private const long UnknownListing = 2_000_000_000;
    private static readonly object Outage = new { name = "outage", type = "status", method = Operation, attributes = new { code = "UNAVAILABLE" } };
    private static readonly object BrokenCall = new { name = "broken", type = "status", method = Operation, attributes = new { code = "INTERNAL" } };

    [TestInitialize]
    [TestCleanup]
    public Task CloseTheBreakerAsync()
        => PerformanceEnvironment.IsPrepared ? PerformanceEnvironment.Routing.ResetBreakerAsync(Operation, CancellationToken) : Task.CompletedTask;

    /// <summary>An internal error is not retried: one request is one failure.</summary>
    [TestMethod]
    public async Task Breaker_After5FailuresInARow_Opens()
    {
        await using var fault = await Environment.Faults.InjectAsync(Roads.MonolithToListings, BrokenCall, CancellationToken);
        var failures = 0;
        while (failures < MostFailures && await PerformanceEnvironment.Routing.BreakerAsync(Operation, CancellationToken) != "open")
        {
            await ReadAsync();
            failures++;
        }

        var seen = await fault.SeenAsync(CancellationToken);
        var whileOpen = await ReadAsync();

        Evidence.Demand(TestContext, Measures.FailuresToOpen, new Measured(failures) { Note = $"The proxy saw {seen} calls until then, and {await fault.SeenAsync(CancellationToken) - seen} after." });
        (await fault.SeenAsync(CancellationToken)).Should().Be(seen, "an open breaker lets nothing through");
        whileOpen.ServedBy.Should().Be("monolith-fallback", "users must be served while it is open: {0}", whileOpen);
    }

    [TestMethod]
    [Disturbs]
    public void Breaker_After30SecondsAnd2Successes_Closes()
    {
        var time = new FakeTimeProvider();
        var breaker = new Breaker(time, CallTimes.ReadAttempt);
        for (var failure = 0; failure < Breaker.FailuresToOpen; failure++)
        {
            breaker.TryAcquire(out var attempt, out _).Should().BeTrue();
            breaker.Record(attempt, Verdict.Failure);
        }

        var seconds = 0;
        BreakerPermit permit;
        while (!breaker.TryAcquire(out permit, out _))
        {
            time.Advance(TimeSpan.FromSeconds(1));
            seconds++;
        }

        var successes = 0;
        while (breaker.State != BreakerState.Closed && successes < MostFailures)
        {
            breaker.Record(permit, Verdict.Success);
            successes++;
            breaker.TryAcquire(out permit, out _);
        }

        Evidence.Demand(TestContext, Measures.BreakTime, new Measured(seconds) { Note = "By a clock that the check moves; in real time in the Connectivity suite." });
        Evidence.Demand(TestContext, Measures.SuccessesToClose, new Measured(successes));
    }

    [TestMethod]
    public async Task Retry_OfAnUnavailableMicroservice_Makes3Attempts()
    {
        MarketplaceAnswer answer;
        long attempts;
        await using (var fault = await Environment.Faults.InjectAsync(Roads.MonolithToListings, Outage, CancellationToken))
        {
            answer = await ReadAsync();
            attempts = await fault.SeenAsync(CancellationToken);
        }

        await Environment.Faults.ForgetCallsAsync(Roads.MonolithToListings, CancellationToken);
        var unknown = await PerformanceEnvironment.Marketplace.GetListingAsync(UnknownListing, user: 1, CancellationToken);

        Evidence.Demand(TestContext, Measures.Attempts, new Measured(attempts) { Note = "Calls that the proxy saw of one read." });
        answer.ServedBy.Should().Be("monolith-fallback", "the monolith answers in its place: {0}", answer);
        unknown.Status.Should().Be(HttpStatusCode.NotFound);
        (await Environment.Faults.CallsAsync(Roads.MonolithToListings, "*", CancellationToken)).Should().ContainSingle("an answer is not asked for again, even if it is that there is no such listing");
    }

    private Task<MarketplaceAnswer> ReadAsync() => PerformanceEnvironment.Marketplace.GetListingAsync(PerformanceEnvironment.Listings[0], user: 1, CancellationToken);
}
