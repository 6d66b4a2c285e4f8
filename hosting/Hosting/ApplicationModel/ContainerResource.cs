using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that other engines run as a container. This engine starts one only if it knows a native way.</summary>
/// <param name="name">The name.</param>
/// <param name="entrypoint">Replaces the entry point of the image; null keeps it.</param>
[DebuggerDisplay("Type = {GetType().Name,nq}, Name = {Name}")]
public class ContainerResource(string name, string? entrypoint = null)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport, IComputeResource
{
    /// <summary>Replaces the entry point of the image; null keeps it.</summary>
    public string? Entrypoint { get; set; } = entrypoint;
}
