using Migration.Monolith.Microservice;
using Migration.TrafficRouter.Resilience;

namespace Migration.Monolith.Tests.Microservice;

[TestClass]
public sealed class MicroserviceChannelsTests
{
    [TestMethod]
    public void Reconnect_AfterAnyOutage_IsTriedWithinTheTimeOfOneAttempt()
    {
        var options = MicroserviceChannels.CreateOptions();

        options.MaxReconnectBackoff.Should().BePositive("null would be no limit").And.BeLessThanOrEqualTo(CallTimes.ReadAttempt);
        options.InitialReconnectBackoff.Should().BePositive().And.BeLessThan(CallTimes.ReadAttempt);
    }
}
