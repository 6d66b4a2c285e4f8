using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The resources of a model; names are unique without regard to case.</summary>
public interface IResourceCollection : IList<IResource>
{
    /// <summary>Looks a resource up by its name.</summary>
    /// <param name="name">The name, in any case.</param>
    /// <param name="resource">The resource, or null when there is none of that name.</param>
    /// <returns>True when the model has a resource of that name.</returns>
    bool TryGetByName(string name, [NotNullWhen(true)] out IResource? resource)
    {
        ArgumentNullException.ThrowIfNull(name);
        resource = this.FirstOrDefault(candidate => string.Equals(candidate.Name, name, StringComparison.OrdinalIgnoreCase));
        return resource is not null;
    }
}
