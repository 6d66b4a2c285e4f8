using Migration.FaultProxy.Grpc;

namespace Migration.FaultProxy.Tests.Grpc;

[TestClass]
public sealed class CallFilterTests
{
    [TestMethod]
    [DataRow("*", true)]
    [DataRow("a.v1.Service/Get", true)]
    [DataRow("/a.v1.Service/Get", true)]
    [DataRow("a.v1.Service/*", true)]
    [DataRow("Get", true)]
    [DataRow("GetAll", false)]
    [DataRow("et", false)]
    [DataRow("a.v1.Service/GetAll", false)]
    [DataRow("b.v1.Service/*", false)]
    [DataRow("Service/Get", false)]
    public void Matches_OfAMethod_IsByPathServiceOrName(string method, bool matches)
        => new CallFilter(method, First: 0, Every: 0).Matches("/a.v1.Service/Get").Should().Be(matches);
}
