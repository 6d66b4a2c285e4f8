using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says when the image of a container is pulled.</summary>
[DebuggerDisplay("Type = {GetType().Name,nq}")]
public sealed class ContainerImagePullPolicyAnnotation : IResourceAnnotation
{
    /// <summary>When it is pulled.</summary>
    public required ImagePullPolicy ImagePullPolicy { get; set; }
}
