using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Marks a resource that sends telemetry to where the application says.</summary>
[DebuggerDisplay("Type = {GetType().Name,nq}")]
public class OtlpExporterAnnotation : IResourceAnnotation
{
    /// <summary>The protocol that the resource must use; null leaves the choice.</summary>
    public OtlpProtocol? RequiredProtocol { get; init; }
}
