using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Makes a resource start only when another one is far enough.</summary>
[DebuggerDisplay("Type = {GetType().Name,nq}, Resource = {Resource.Name}")]
public sealed class WaitAnnotation : IResourceAnnotation
{
    /// <summary>Creates the wait.</summary>
    /// <param name="resource">The dependency.</param>
    /// <param name="waitType">What the wait is for.</param>
    /// <param name="exitCode">The exit code that counts as success when waiting for completion.</param>
    public WaitAnnotation(IResource resource, WaitType waitType, int exitCode = 0)
    {
        ArgumentNullException.ThrowIfNull(resource);
        Resource = resource;
        WaitType = waitType;
        ExitCode = exitCode;
    }

    /// <summary>The dependency.</summary>
    public IResource Resource { get; }

    /// <summary>What the wait is for.</summary>
    public WaitType WaitType { get; }

    /// <summary>What happens when the dependency fails; null means the default of the application.</summary>
    public WaitBehavior? WaitBehavior { get; init; }

    /// <summary>The exit code that counts as success when waiting for completion.</summary>
    public int ExitCode { get; }
}
