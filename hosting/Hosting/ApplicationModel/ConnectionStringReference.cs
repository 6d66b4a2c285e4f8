namespace Aspire.Hosting.ApplicationModel;

/// <summary>The use that one resource makes of another's connection string.</summary>
/// <param name="resource">The resource with the connection string.</param>
/// <param name="optional">True when the user can start without it.</param>
public class ConnectionStringReference(IResourceWithConnectionString resource, bool optional) : IExpressionValue, IValueWithReferences
{
    /// <summary>The resource with the connection string.</summary>
    public IResourceWithConnectionString Resource { get; } = resource ?? throw new ArgumentNullException(nameof(resource));

    /// <summary>True when a missing connection string is no error.</summary>
    public bool Optional { get; } = optional;

    string IManifestExpressionProvider.ValueExpression => Resource.ValueExpression;

    IEnumerable<object> IValueWithReferences.References => [Resource];

    ValueTask<string?> IValueProvider.GetValueAsync(CancellationToken cancellationToken) =>
        RequireAsync(() => Resource.GetValueAsync(cancellationToken));

    ValueTask<string?> IValueProvider.GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken) =>
        RequireAsync(() => Resource.GetValueAsync(context, cancellationToken));

    private async ValueTask<string?> RequireAsync(Func<ValueTask<string?>> resolve)
    {
        string? value;
        try
        {
            value = await resolve().ConfigureAwait(false);
        }
        catch (MissingParameterValueException) when (Optional)
        {
            return null;
        }

        if (string.IsNullOrEmpty(value) && !Optional)
        {
            throw new DistributedApplicationException(
                $"The connection string for the resource '{Resource.Name}' is not available. "
                + $"Set ConnectionStrings:{Resource.Name} in the configuration of the AppHost, or pass optional: true to WithReference.");
        }

        return value;
    }
}
