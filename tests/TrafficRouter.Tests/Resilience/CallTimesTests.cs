using Microsoft.Extensions.Time.Testing;
using Migration.TrafficRouter.Resilience;

namespace Migration.TrafficRouter.Tests.Resilience;

[TestClass]
public sealed class CallTimesTests
{
    [TestMethod]
    [DataRow(null, 200)]
    [DataRow(500, 200)]
    [DataRow(200, 200)]
    [DataRow(80, 80)]
    [DataRow(0, 0)]
    [DataRow(-80, 0)]
    public void Within_ADeadline_IsWhatIsLeftAndNeverNegative(int? left, int expected)
    {
        var clock = new FakeTimeProvider();
        DateTimeOffset? deadline = left is { } milliseconds ? clock.GetUtcNow().AddMilliseconds(milliseconds) : null;

        CallTimes.Within(TimeSpan.FromMilliseconds(200), deadline, clock).Should().Be(TimeSpan.FromMilliseconds(expected));
    }

    [TestMethod]
    public void Within_WithoutAClock_IsRefused()
        => FluentActions.Invoking(() => CallTimes.Within(TimeSpan.Zero, null, null!)).Should().Throw<ArgumentNullException>().WithParameterName("clock");
}
