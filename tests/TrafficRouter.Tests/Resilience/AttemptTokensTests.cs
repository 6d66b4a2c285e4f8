using Microsoft.Extensions.Time.Testing;
using Migration.TrafficRouter.Resilience;
using Migration.TrafficRouter.Tests.Fixture;

namespace Migration.TrafficRouter.Tests.Resilience;

[TestClass]
public sealed class AttemptTokensTests(TestContext testContext)
{
    private readonly AttemptTokens _tokens = new(TimeProvider.System);

    [TestMethod]
    public async Task Rent_AfterOneWhoseTimeRanOut_IsANewOne()
    {
        var late = _tokens.Rent(TimeSpan.Zero);
        await Eventually.IsTrueAsync(() => late.IsCancellationRequested, testContext.CancellationToken);
        _tokens.Return(late);

        _tokens.Rent(TimeSpan.FromMinutes(1)).Should().NotBeSameAs(late).And.Match<CancellationTokenSource>(next => !next.IsCancellationRequested);
        FluentActions.Invoking(() => late.Token).Should().Throw<ObjectDisposedException>();
    }

    [TestMethod]
    public async Task Rent_AfterOneThatWasNotNeeded_IsThatOneWithItsOwnTimeAndNobodyElsesRegistrations()
    {
        var called = false;
        var first = _tokens.Rent(TimeSpan.FromMinutes(1));
        first.Token.Register(() => called = true);
        _tokens.Return(first);

        var second = _tokens.Rent(TimeSpan.FromMilliseconds(5));

        second.Should().BeSameAs(first);
        await Eventually.IsTrueAsync(() => second.IsCancellationRequested, testContext.CancellationToken);
        called.Should().BeFalse();
    }

    [TestMethod]
    public void Rent_ByAFakeClock_EndsByIt()
    {
        var time = new FakeTimeProvider();
        var tokens = new AttemptTokens(time);

        var source = tokens.Rent(TimeSpan.FromMilliseconds(200));
        var shortest = tokens.Rent(TimeSpan.Zero);

        shortest.IsCancellationRequested.Should().BeFalse("an attempt that has begun is given its chance");
        time.Advance(TimeSpan.FromMilliseconds(1));
        shortest.IsCancellationRequested.Should().BeTrue();
        time.Advance(TimeSpan.FromMilliseconds(198));
        source.IsCancellationRequested.Should().BeFalse();
        time.Advance(TimeSpan.FromMilliseconds(1));
        source.IsCancellationRequested.Should().BeTrue();
    }
}
