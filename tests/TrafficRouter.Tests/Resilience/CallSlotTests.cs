using Microsoft.Extensions.Time.Testing;
using Migration.TrafficRouter.Resilience;
using Migration.TrafficRouter.Tests.Fixture;

namespace Migration.TrafficRouter.Tests.Resilience;

[TestClass]
public sealed class CallSlotTests(TestContext testContext) : IDisposable
{
    private readonly CallSlot _slot = new();

    public void Dispose() => _slot.Dispose();

    [TestMethod]
    public async Task Begin_AfterAnAttemptWhoseTimeRanOut_TakesANewSource()
    {
        var late = _slot.Begin(TimeSpan.Zero, TimeProvider.System);
        await Eventually.IsTrueAsync(() => late.IsCancellationRequested, testContext.CancellationToken);
        _slot.End();

        _slot.Begin(TimeSpan.FromMinutes(1), TimeProvider.System).Should().NotBeSameAs(late).And.Match<CancellationTokenSource>(next => !next.IsCancellationRequested);
        FluentActions.Invoking(() => late.Token).Should().Throw<ObjectDisposedException>();
    }

    [TestMethod]
    public async Task Begin_AfterAnAttemptThatWasInTime_TakesItsSourceWithItsOwnTimeAndNobodyElsesRegistrations()
    {
        var called = false;
        var first = _slot.Begin(TimeSpan.FromMinutes(1), TimeProvider.System);
        first.Token.Register(() => called = true);
        _slot.End();

        var second = _slot.Begin(TimeSpan.FromMilliseconds(5), TimeProvider.System);

        second.Should().BeSameAs(first);
        await Eventually.IsTrueAsync(() => second.IsCancellationRequested, testContext.CancellationToken);
        called.Should().BeFalse();
    }

    [TestMethod]
    public void Begin_ByAFakeClock_EndsByIt()
    {
        var time = new FakeTimeProvider();

        using var slot = new CallSlot();
        using var other = new CallSlot();

        var source = slot.Begin(TimeSpan.FromMilliseconds(200), time);
        var shortest = other.Begin(TimeSpan.Zero, time);

        shortest.IsCancellationRequested.Should().BeFalse("an attempt that has begun is given its chance");
        time.Advance(TimeSpan.FromMilliseconds(1));
        shortest.IsCancellationRequested.Should().BeTrue();
        time.Advance(TimeSpan.FromMilliseconds(198));
        source.IsCancellationRequested.Should().BeFalse();
        time.Advance(TimeSpan.FromMilliseconds(1));
        source.IsCancellationRequested.Should().BeTrue();
    }

    [TestMethod]
    public void Begin_ByAFakeClockAgain_IsNotEndedByTheTimeOfTheAttemptBefore()
    {
        var time = new FakeTimeProvider();
        using var slot = new CallSlot();
        slot.Begin(TimeSpan.FromMilliseconds(200), time);
        time.Advance(TimeSpan.FromMilliseconds(150));
        slot.End();

        var second = slot.Begin(TimeSpan.FromMilliseconds(200), time);

        time.Advance(TimeSpan.FromMilliseconds(100));
        second.IsCancellationRequested.Should().BeFalse();
        time.Advance(TimeSpan.FromMilliseconds(100));
        second.IsCancellationRequested.Should().BeTrue();
    }
}
