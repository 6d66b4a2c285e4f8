using Aspire.Hosting.ApplicationModel;
using Migration.Hosting.Building;
using Migration.Hosting.Runtime.Orchestration;

namespace Migration.Hosting.Tests.Runtime.Orchestration;

[TestClass]
public sealed class ResourceGraphTests
{
    private readonly ExecutableResource _one = new("one", "one", "/");
    private readonly ExecutableResource _two = new("two", "two", "/");
    private readonly ExecutableResource _three = new("three", "three", "/");

    [TestMethod]
    public void GetStopOrder_Chain_PutsDependentsFirst()
    {
        _one.Annotations.Add(new WaitAnnotation(_two, WaitType.WaitUntilHealthy));
        _two.Annotations.Add(new EndpointReferenceAnnotation(_three));

        var order = ResourceGraph.GetStopOrder([_one, _two, _three]);

        order[_one].Should().BeEmpty();
        order[_two].Should().BeEquivalentTo([_one]);
        order[_three].Should().BeEquivalentTo([_two]);
    }

    [TestMethod]
    public void GetStopOrder_ReferencesInACircle_LeaveAnOrderWithoutOne()
    {
        _one.Annotations.Add(new EndpointReferenceAnnotation(_two));
        _two.Annotations.Add(new EndpointReferenceAnnotation(_three));
        _three.Annotations.Add(new EndpointReferenceAnnotation(_one));

        var order = ResourceGraph.GetStopOrder([_one, _two, _three]);

        var stopped = new HashSet<IResource>();
        while (order.Keys.FirstOrDefault(next => !stopped.Contains(next) && order[next].IsSubsetOf(stopped)) is { } next)
        {
            stopped.Add(next);
        }

        stopped.Should().HaveCount(3, "nothing may wait for itself");
    }

    [TestMethod]
    public void GetStopOrder_Dashboard_EndsAfterAllThatReportToItButBeforeWhatItNeeds()
    {
        _one.Annotations.Add(new OtlpExporterAnnotation());
        _two.Annotations.Add(new OtlpExporterAnnotation());
        _two.Annotations.Add(new DashboardAnnotation("token"));
        _two.Annotations.Add(new EndpointReferenceAnnotation(_three));
        _three.Annotations.Add(new OtlpExporterAnnotation());

        var order = ResourceGraph.GetStopOrder([_one, _two, _three]);

        order[_one].Should().BeEmpty();
        order[_two].Should().BeEquivalentTo([_one]);
        order[_three].Should().BeEquivalentTo([_two]);
    }

    [TestMethod]
    public void IsAwaited_SomebodyWaitsForAPart_CountsForTheWhole()
    {
        var child = new Child(_one);
        _two.Annotations.Add(new WaitAnnotation(child, WaitType.WaitUntilHealthy));

        ResourceGraph.IsAwaited(_one, [_one, _two, child]).Should().BeTrue();
        ResourceGraph.IsAwaited(_two, [_one, _two, child]).Should().BeFalse();
    }

    private sealed class Child(IResource parent) : Resource("child"), IResourceWithParent
    {
        public IResource Parent { get; } = parent;
    }
}
