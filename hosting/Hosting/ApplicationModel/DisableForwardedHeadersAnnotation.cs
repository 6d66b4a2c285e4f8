using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Keeps a deployed project from trusting forwarded headers.</summary>
[DebuggerDisplay("Type = {GetType().Name,nq}")]
public sealed class DisableForwardedHeadersAnnotation : IResourceAnnotation
{
}
