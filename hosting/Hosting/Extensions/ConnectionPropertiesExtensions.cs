using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Puts connection properties together.</summary>
public static class ConnectionPropertiesExtensions
{
    /// <summary>Adds properties to those of a resource; one of the same name, in any case, replaces the resource's own.</summary>
    /// <param name="source">The resource.</param>
    /// <param name="additional">The properties to add.</param>
    /// <returns>All properties.</returns>
    public static IEnumerable<KeyValuePair<string, ReferenceExpression>> CombineProperties(
        this IResourceWithConnectionString source, IEnumerable<KeyValuePair<string, ReferenceExpression>> additional)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(additional);
        var properties = new Dictionary<string, ReferenceExpression>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in source.GetConnectionProperties().Concat(additional))
        {
            properties[name] = value;
        }

        return properties;
    }
}
