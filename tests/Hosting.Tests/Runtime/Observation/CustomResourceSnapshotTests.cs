using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Migration.Hosting.Tests.Runtime.Observation;

[TestClass]
public sealed class CustomResourceSnapshotTests
{
    [TestMethod]
    [DataRow("Starting", null, null)]
    [DataRow("Running", null, HealthStatus.Healthy)]
    [DataRow("Running", HealthStatus.Healthy, HealthStatus.Healthy)]
    [DataRow("Running", HealthStatus.Degraded, HealthStatus.Degraded)]
    [DataRow("Running", HealthStatus.Unhealthy, HealthStatus.Unhealthy)]
    [DataRow("Finished", HealthStatus.Healthy, null)]
    public void HealthStatus_StateAndReport_IsTheWorstReportWhileRunning(string state, HealthStatus? report, HealthStatus? expected)
    {
        var snapshot = new CustomResourceSnapshot { ResourceType = "Test", Properties = [], State = state };
        if (report is not null)
        {
            snapshot = snapshot.WithHealthReports([new("good", HealthStatus.Healthy, null, null), new("other", report, null, null)]);
        }

        snapshot.HealthStatus.Should().Be(expected);
    }

    [TestMethod]
    public void HealthStatus_CheckThatHasNotRun_CountsAsUnhealthy()
    {
        var snapshot = new CustomResourceSnapshot { ResourceType = "Test", Properties = [], State = KnownResourceStates.Running }
            .WithHealthReports([new("pending", null, null, null)]);

        snapshot.HealthStatus.Should().Be(HealthStatus.Unhealthy);
    }

    [TestMethod]
    public void ResourceStateSnapshot_FromText_HasNoStyleAndNullStaysNull()
    {
        ResourceStateSnapshot? running = KnownResourceStates.Running;
        ResourceStateSnapshot? none = (string?)null;

        running.Should().Be(new ResourceStateSnapshot("Running", null));
        none.Should().BeNull();
    }
}
