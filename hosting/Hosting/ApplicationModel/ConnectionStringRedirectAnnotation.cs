namespace Aspire.Hosting.ApplicationModel;

/// <summary>Makes a resource answer with the connection string of another one.</summary>
/// <param name="resource">The resource whose connection string is used.</param>
public class ConnectionStringRedirectAnnotation(IResourceWithConnectionString resource) : IResourceAnnotation
{
    /// <summary>The resource whose connection string is used.</summary>
    public IResourceWithConnectionString Resource { get; } = resource ?? throw new ArgumentNullException(nameof(resource));
}
