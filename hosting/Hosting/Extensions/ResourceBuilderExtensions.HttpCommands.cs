using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <content>Commands that send HTTP requests.</content>
public static partial class ResourceBuilderExtensions
{
    /// <summary>Adds a command that sends an HTTP request to the resource.</summary>
    /// <typeparam name="TResource">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="path">The path of the request.</param>
    /// <param name="displayName">The name that is shown.</param>
    /// <param name="endpointName">The endpoint; null means the one named https, else http.</param>
    /// <param name="commandName">The name, unique in the resource; null means one made of endpoint, method and path.</param>
    /// <param name="commandOptions">What is sent and how the command is shown.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="DistributedApplicationException">There is no such endpoint yet, or it speaks no HTTP.</exception>
    public static IResourceBuilder<TResource> WithHttpCommand<TResource>(
        this IResourceBuilder<TResource> builder,
        string path,
        string displayName,
        [EndpointName] string? endpointName = null,
        string? commandName = null,
        HttpCommandOptions? commandOptions = null)
        where TResource : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithHttpCommand(
            path,
            displayName,
            commandOptions?.EndpointSelector
                ?? (() => SelectEndpoint(builder.Resource, endpointName is null ? s_httpEndpointNames : [endpointName], "HTTP command")),
            commandName,
            commandOptions);
    }

    /// <summary>Adds a command that sends an HTTP request.</summary>
    /// <typeparam name="TResource">The type of the resource.</typeparam>
    /// <param name="builder">The resource that the command is given to.</param>
    /// <param name="path">The path of the request.</param>
    /// <param name="displayName">The name that is shown.</param>
    /// <param name="endpointSelector">Chooses the endpoint, which may be another resource's; null means the one named https, else http.</param>
    /// <param name="commandName">The name, unique in the resource; null means one made of endpoint, method and path.</param>
    /// <param name="commandOptions">What is sent and how the command is shown.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="DistributedApplicationException">There is no such endpoint yet, or it speaks no HTTP.</exception>
    public static IResourceBuilder<TResource> WithHttpCommand<TResource>(
        this IResourceBuilder<TResource> builder,
        string path,
        string displayName,
        Func<EndpointReference>? endpointSelector,
        string? commandName = null,
        HttpCommandOptions? commandOptions = null)
        where TResource : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(displayName);
        var options = commandOptions ?? new HttpCommandOptions();
        endpointSelector ??= options.EndpointSelector ?? (() => SelectEndpoint(builder.Resource, s_httpEndpointNames, "HTTP command"));
        var endpoint = RequireHttp(builder.Resource, endpointSelector(), "HTTP command");
        var command = new HttpCommand(endpoint, path, options);
        commandName ??= $"{endpoint.Resource.Name}-{endpoint.EndpointName}-http-{command.Method}-{path}";
        return builder.WithCommand(commandName, displayName, command.ExecuteAsync, command.DescribeTo());
    }
}
