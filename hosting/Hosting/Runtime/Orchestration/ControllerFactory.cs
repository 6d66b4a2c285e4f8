using System.Security.Cryptography;
using Aspire.Hosting.ApplicationModel;

namespace Migration.Hosting.Runtime.Orchestration;

/// <summary>Names the instances of a resource and makes a controller for each.</summary>
internal sealed class ControllerFactory(
    StartGate gate, InstanceStarter starter, InstanceReporter reporter, StartFailures failures, ResourceLoggerService loggers)
{
    private const int SuffixBytes = 4;

    public IReadOnlyList<InstanceController> Create(IResource resource)
    {
        var count = resource.Annotations.OfType<ReplicaAnnotation>().LastOrDefault()?.Replicas ?? 1;
        return [.. Enumerable.Range(0, count).Select(index => Create(resource, index))];
    }

    private InstanceController Create(IResource resource, int index)
    {
        var suffix = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SuffixBytes));
        var id = $"{resource.Name}-{suffix}";
        return new InstanceController(new ResourceInstance(resource, id, suffix, index, loggers.GetLogger(id)), gate, starter, reporter, failures);
    }
}
