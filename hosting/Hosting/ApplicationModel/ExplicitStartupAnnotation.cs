using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Leaves the resource stopped until its start command is given.</summary>
[DebuggerDisplay("Type = {GetType().Name,nq}")]
public sealed class ExplicitStartupAnnotation : IResourceAnnotation
{
}
