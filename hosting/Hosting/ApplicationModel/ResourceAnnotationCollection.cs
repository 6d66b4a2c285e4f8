using System.Collections.ObjectModel;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The annotations of one resource, in the order in which they were added; where one is wanted, the last counts.</summary>
public sealed class ResourceAnnotationCollection : Collection<IResourceAnnotation>
{
}
