using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>The connection properties of a resource: its own, and those that were added to it.</summary>
internal static class ConnectionProperties
{
    internal static IReadOnlyDictionary<string, ReferenceExpression> Of(IResourceWithConnectionString resource)
    {
        var source = resource.TryGetLastAnnotation<ConnectionStringRedirectAnnotation>(out var redirect) ? redirect.Resource : resource;
        var properties = new Dictionary<string, ReferenceExpression>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in source.GetConnectionProperties())
        {
            properties[name] = value;
        }

        foreach (var added in resource.Annotations.OfType<ConnectionPropertyAnnotation>())
        {
            properties[added.Name] = added.Value;
        }

        return properties;
    }
}
