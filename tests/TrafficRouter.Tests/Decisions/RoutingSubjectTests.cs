using Migration.TrafficRouter.Decisions;

namespace Migration.TrafficRouter.Tests.Decisions;

[TestClass]
public sealed class RoutingSubjectTests
{
    [TestMethod]
    [DataRow(0L)]
    [DataRow(-1L)]
    [DataRow(long.MinValue)]
    public void User_NotAboveZero_IsRefused(long id)
        => FluentActions.Invoking(() => RoutingSubject.User(id)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("userId");

    [TestMethod]
    public void User_HasAKey() => RoutingSubject.User(42).Key.Should().Be("u:42");

    [TestMethod]
    [DataRow("abcdefgh")]
    [DataRow("0f8fad5b-d9cb-469f-a165-70867728950e")]
    [DataRow("A.b_c-9xxxxxxx")]
    public void Visitor_Plain_HasAKey(string id)
    {
        RoutingSubject.Visitor(id).Key.Should().Be($"v:{id}");
        RoutingSubject.Visitor(id).IsAnonymous.Should().BeFalse();
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    [DataRow("short12")]
    [DataRow("has space in it")]
    [DataRow("newline\nnewline")]
    [DataRow("посетитель")]
    [DataRow("quote'; drop table")]
    [DataRow("\0\0\0\0\0\0\0\0\0\0")]
    public void Visitor_Hostile_IsNobody(string? id)
    {
        RoutingSubject.Visitor(id).Should().Be(RoutingSubject.Anonymous);
        RoutingSubject.Visitor(id).Key.Should().BeNull();
    }

    [TestMethod]
    public void Visitor_Length_IsBounded()
    {
        RoutingSubject.Visitor(new string('a', 128)).IsAnonymous.Should().BeFalse();
        RoutingSubject.Visitor(new string('a', 129)).IsAnonymous.Should().BeTrue();
        RoutingSubject.Visitor(new string('a', 8)).IsAnonymous.Should().BeFalse();
    }
}
