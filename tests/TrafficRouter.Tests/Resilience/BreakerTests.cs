using Microsoft.Extensions.Time.Testing;
using Migration.TrafficRouter.Resilience;

namespace Migration.TrafficRouter.Tests.Resilience;

[TestClass]
public sealed class BreakerTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromMilliseconds(200);

    private readonly FakeTimeProvider _time = new();
    private readonly List<BreakerTransition> _moves = [];

    public required TestContext TestContext { get; set; }

    [TestMethod]
    public void Breaker_FiveFailuresInARow_Open()
    {
        var breaker = CreateSut();

        Fail(breaker, 4);
        breaker.State.Should().Be(BreakerState.Closed);
        Fail(breaker, 1);

        breaker.State.Should().Be(BreakerState.Open);
        _moves.Should().ContainSingle().Which.Should().Be(new BreakerTransition(BreakerState.Closed, BreakerState.Open, "failures", 1));
    }

    /// <summary>Successes and leave take no lock while nothing has failed; that must not lose a failure that comes at the same time.</summary>
    [TestMethod]
    public async Task Breaker_FailuresOfTwoThreads_AreAllCounted()
    {
        const int Rounds = 20_000;
        var breaker = CreateSut();
        var opened = 0;
        using var barrier = new Barrier(2, _ => opened += breaker.State == BreakerState.Open ? 1 : 0);
        using var reset = new Barrier(2, _ => breaker.Reset());

        await Task.WhenAll(
            Task.Factory.StartNew(() => Take(3), TestContext.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default),
            Task.Factory.StartNew(() => Take(2), TestContext.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default));

        opened.Should().Be(Rounds);

        void Take(int failures)
        {
            for (var round = 0; round < Rounds; round++)
            {
                reset.SignalAndWait(TestContext.CancellationToken);
                breaker.TryAcquire(out var permit, out _);
                for (var failure = 0; failure < failures; failure++)
                {
                    breaker.Record(permit, Verdict.Failure);
                }

                barrier.SignalAndWait(TestContext.CancellationToken);
            }
        }
    }

    [TestMethod]
    public void TrapA_OneSuccess_ResetsTheCountButTwentyFailuresAfterItOpen()
    {
        var breaker = CreateSut();

        Fail(breaker, 4);
        Pass(breaker);
        Fail(breaker, 4);
        breaker.State.Should().Be(BreakerState.Closed, "a success in between starts the count anew");
        Fail(breaker, 1);

        breaker.State.Should().Be(BreakerState.Open, "the ratio of a window would still hide five failures behind one success");
    }

    [TestMethod]
    public void TrapB_FailuresFarApart_StillOpen()
    {
        var breaker = CreateSut();

        for (var failure = 0; failure < 5; failure++)
        {
            _time.Advance(TimeSpan.FromHours(1));
            Fail(breaker, 1);
        }

        breaker.State.Should().Be(BreakerState.Open, "five in a row are five in a row, in whatever window");
    }

    [TestMethod]
    public void TrapC_OneGoodProbe_DoesNotClose()
    {
        var breaker = HalfOpen(out var probe);

        breaker.Record(probe, Verdict.Success);
        breaker.State.Should().Be(BreakerState.HalfOpen);
        Pass(breaker);

        breaker.State.Should().Be(BreakerState.Closed);
        _moves.Select(move => move.Cause).Should().Equal("failures", "break_over", "probes_succeeded");
    }

    [TestMethod]
    public void TrapD_CancelledProbe_GivesItsLeaseBackAndSaysNothing()
    {
        var breaker = HalfOpen(out var probe);

        breaker.Record(probe, Verdict.Ignored);

        breaker.State.Should().Be(BreakerState.HalfOpen, "nobody has seen it work");
        breaker.TryAcquire(out _, out _).Should().BeTrue("the lease is free again");
    }

    [TestMethod]
    public void TrapE_ProbeThatHangs_IsAFailureWhenItsLeaseEnds()
    {
        var breaker = HalfOpen(out var probe);

        _time.Advance(Lease - TimeSpan.FromMilliseconds(1));
        breaker.State.Should().Be(BreakerState.HalfOpen);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        breaker.State.Should().Be(BreakerState.Open);
        _moves[^1].Cause.Should().Be("probe_lease_expired");

        _time.Advance(TimeSpan.FromHours(10));
        breaker.TryAcquire(out _, out _).Should().BeTrue("a hung probe wedges nothing");
        breaker.Record(probe, Verdict.Success);
        breaker.State.Should().Be(BreakerState.HalfOpen, "what the hung probe says ten hours later is of no interest");
    }

    [TestMethod]
    public void TrapE_ProbeThatSucceedsAfterItsLease_IsAFailureThoughNobodyLookedMeanwhile()
    {
        var breaker = HalfOpen(out var probe);
        breaker.Record(probe, Verdict.Success);
        breaker.TryAcquire(out probe, out _);
        _time.Advance(Lease);

        breaker.Record(probe, Verdict.Success);

        breaker.State.Should().Be(BreakerState.Open, "it was too late to count as the second success");
    }

    [TestMethod]
    public void HalfOpen_AProbeThatAnswersTwice_CountsOnce()
    {
        var breaker = HalfOpen(out var probe);

        breaker.Record(probe, Verdict.Success);
        breaker.Record(probe, Verdict.Success);

        breaker.State.Should().Be(BreakerState.HalfOpen);
    }

    [TestMethod]
    public void TrapE_BreakAfterAnExpiredLease_BeginsWhenTheLeaseEnded()
    {
        var breaker = HalfOpen(out _);

        // Nobody looks for a while: the expiry is found late, and counted from when it was.
        _time.Advance(Lease + TimeSpan.FromSeconds(29));
        breaker.TryAcquire(out _, out var wait).Should().BeFalse();
        wait.Should().BeCloseTo(TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(1));
        _time.Advance(TimeSpan.FromSeconds(1) + TimeSpan.FromMilliseconds(1));

        breaker.TryAcquire(out _, out _).Should().BeTrue();
    }

    [TestMethod]
    public void TrapF_SuccessFromBeforeTheBreak_ClosesNothing()
    {
        var breaker = CreateSut();
        breaker.TryAcquire(out var old, out _).Should().BeTrue();
        Fail(breaker, 5);
        _time.Advance(Breaker.Break);
        breaker.TryAcquire(out var probe, out _).Should().BeTrue();

        breaker.Record(old, Verdict.Success);
        breaker.Record(old, Verdict.Success);
        breaker.Record(old, Verdict.Success);

        breaker.State.Should().Be(BreakerState.HalfOpen);
        breaker.TryAcquire(out _, out _).Should().BeFalse("the probe is still out");
        breaker.Record(probe, Verdict.Success);
        breaker.State.Should().Be(BreakerState.HalfOpen);
    }

    [TestMethod]
    public void Result_OfAnOlderGeneration_NeverCounts()
    {
        var breaker = CreateSut();
        breaker.TryAcquire(out var old, out _);
        Fail(breaker, 5);
        _time.Advance(Breaker.Break);
        Pass(breaker);
        Pass(breaker);
        breaker.State.Should().Be(BreakerState.Closed);
        Fail(breaker, 4);

        breaker.Record(old, Verdict.Failure);

        breaker.State.Should().Be(BreakerState.Closed, "the fifth failure is one from before the break");
    }

    [TestMethod]
    public void Open_Lasts30SecondsFromTheOpening()
    {
        var breaker = CreateSut();
        Fail(breaker, 5);

        _time.Advance(Breaker.Break - TimeSpan.FromTicks(1));
        breaker.TryAcquire(out _, out var wait).Should().BeFalse();
        wait.Should().Be(TimeSpan.FromTicks(1));
        _time.Advance(TimeSpan.FromTicks(1));

        breaker.TryAcquire(out _, out wait).Should().BeTrue();
        wait.Should().Be(TimeSpan.Zero);
    }

    [TestMethod]
    public void HalfOpen_OneProbeAtATime()
    {
        var breaker = HalfOpen(out var probe);

        _time.Advance(TimeSpan.FromMilliseconds(50));
        breaker.TryAcquire(out _, out var wait).Should().BeFalse();
        wait.Should().Be(TimeSpan.FromMilliseconds(150));
        breaker.Record(probe, Verdict.Success);

        breaker.TryAcquire(out _, out _).Should().BeTrue();
    }

    [TestMethod]
    public void HalfOpen_AFailedProbe_OpensForAFresh30Seconds()
    {
        var breaker = HalfOpen(out var probe);
        breaker.Record(probe, Verdict.Success);
        breaker.TryAcquire(out probe, out _);
        breaker.Record(probe, Verdict.Failure);

        breaker.State.Should().Be(BreakerState.Open);
        _moves[^1].Cause.Should().Be("probe_failed");
        _time.Advance(Breaker.Break);
        breaker.TryAcquire(out probe, out _).Should().BeTrue();
        breaker.Record(probe, Verdict.Success);
        breaker.State.Should().Be(BreakerState.HalfOpen, "the success from before the second break is forgotten");
    }

    [TestMethod]
    public void Closed_IgnoredResults_NeitherCountNorReset()
    {
        var breaker = CreateSut();

        Fail(breaker, 4);
        breaker.TryAcquire(out var permit, out _);
        breaker.Record(permit, Verdict.Ignored);
        breaker.State.Should().Be(BreakerState.Closed);
        Fail(breaker, 1);

        breaker.State.Should().Be(BreakerState.Open);
    }

    [TestMethod]
    public void Closed_AfterARecovery_CountsFromZero()
    {
        var breaker = HalfOpen(out var probe);
        breaker.Record(probe, Verdict.Success);
        Pass(breaker);

        Fail(breaker, 4);
        breaker.State.Should().Be(BreakerState.Closed);
        Fail(breaker, 1);
        breaker.State.Should().Be(BreakerState.Open);
    }

    [TestMethod]
    public void Isolated_StaysSoUntilReset()
    {
        var breaker = CreateSut();
        Fail(breaker, 4);
        breaker.TryAcquire(out var old, out _);

        breaker.Isolate();
        _time.Advance(TimeSpan.FromDays(1));
        breaker.TryAcquire(out _, out var wait).Should().BeFalse();
        wait.Should().Be(Breaker.Break);
        breaker.Record(old, Verdict.Success);
        breaker.State.Should().Be(BreakerState.Isolated);
        breaker.Reset();

        breaker.State.Should().Be(BreakerState.Closed);
        Fail(breaker, 4);
        breaker.State.Should().Be(BreakerState.Closed, "a reset forgets the failures before it");
        _moves.Select(move => (move.To, move.Cause, move.Generation)).Should().Equal(
            (BreakerState.Isolated, "isolated", 1), (BreakerState.Closed, "reset", 2));
    }

    [TestMethod]
    public void Isolated_WhereNothingHadFailed_LetsNothingThrough()
    {
        var breaker = CreateSut();

        breaker.Isolate();

        breaker.TryAcquire(out _, out _).Should().BeFalse();
    }

    [TestMethod]
    public void Reset_WhileAProbeIsOut_DropsItsLease()
    {
        var breaker = HalfOpen(out var probe);

        breaker.Reset();
        _time.Advance(Lease * 2);
        breaker.Record(probe, Verdict.Failure);

        breaker.State.Should().Be(BreakerState.Closed);
    }

    [TestMethod]
    public async Task Breaker_AskedByManyAtOnce_LetsOneProbeThrough()
    {
        var breaker = CreateSut();
        Fail(breaker, 5);
        _time.Advance(Breaker.Break);
        using var start = new ManualResetEventSlim();

        var asked = Enumerable.Range(0, 64).Select(_ => Task.Run(() =>
        {
            start.Wait(TestContext.CancellationToken);
            return breaker.TryAcquire(out var _, out var _);
        }, TestContext.CancellationToken)).ToList();
        start.Set();

        (await Task.WhenAll(asked)).Count(granted => granted).Should().Be(1);
    }

    [TestMethod]
    public void Breaker_AllocatesNothingWhileItStaysClosed()
    {
        var breaker = new Breaker(TimeProvider.System, Lease);
        Pass(breaker);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var call = 0; call < 1000; call++)
        {
            Pass(breaker);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    [TestMethod]
    public void Breaker_WithoutClockOrLease_IsRefused()
    {
        FluentActions.Invoking(() => new Breaker(null!, Lease)).Should().Throw<ArgumentNullException>().WithParameterName("time");
        FluentActions.Invoking(() => new Breaker(_time, TimeSpan.Zero)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("lease");
    }

    [TestMethod]
    public void States_HaveWordsAndNumbers()
    {
        Enum.GetValues<BreakerState>().Select(state => ((int)state, state.ToWord())).Should().Equal((0, "closed"), (1, "open"), (2, "half_open"), (3, "isolated"));
    }

    private Breaker CreateSut() => new(_time, Lease, _moves.Add);

    private Breaker HalfOpen(out BreakerPermit probe)
    {
        var breaker = CreateSut();
        Fail(breaker, 5);
        _time.Advance(Breaker.Break);
        breaker.TryAcquire(out probe, out _).Should().BeTrue();
        return breaker;
    }

    private static void Fail(Breaker breaker, int times)
    {
        for (var time = 0; time < times; time++)
        {
            breaker.TryAcquire(out var permit, out _).Should().BeTrue();
            breaker.Record(permit, Verdict.Failure);
        }
    }

    private static void Pass(Breaker breaker)
    {
        breaker.TryAcquire(out var permit, out _);
        breaker.Record(permit, Verdict.Success);
    }
}
