using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A .NET project, started from its build output.</summary>
/// <param name="name">The name.</param>
[DebuggerDisplay("Type = {GetType().Name,nq}, Name = {Name}")]
public class ProjectResource(string name)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithServiceDiscovery, IResourceWithWaitSupport, IComputeResource
{
    /// <summary>The state that the calls that shape a project share.</summary>
    internal ProjectEndpointSettings EndpointSettings { get; } = new();
}
