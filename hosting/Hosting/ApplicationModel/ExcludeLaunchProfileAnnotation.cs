using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Makes a project use no launch profile.</summary>
[DebuggerDisplay("Type = {GetType().Name,nq}")]
public sealed class ExcludeLaunchProfileAnnotation : IResourceAnnotation
{
}
