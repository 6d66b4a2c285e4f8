using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;

namespace Migration.Hosting.Building;

/// <summary>The life of resources that are nothing but a value: they find it when the application starts, and tell.</summary>
internal static class ValueResourceLife
{
    /// <summary>Parameters tell their values however they came into the model.</summary>
    internal static void TellParameters(IDistributedApplicationEventing eventing) =>
        eventing.Subscribe<InitializeResourceEvent>((happened, cancellationToken) =>
            happened.Resource is ParameterResource parameter ? TellAsync(parameter, happened, cancellationToken) : Task.CompletedTask);

    internal static IResourceBuilder<ConnectionStringResource> Begin(IResourceBuilder<ConnectionStringResource> builder) =>
        builder.OnInitializeResource(async (connectionString, happened, cancellationToken) =>
        {
            await happened.Notifications.WaitForDependenciesAsync(connectionString, cancellationToken).ConfigureAwait(false);
            var value = await connectionString.ConnectionStringExpression.GetValueAsync(cancellationToken).ConfigureAwait(false);
            await PublishAsync(
                happened, KnownResourceStates.Running, style: null, new ResourcePropertySnapshot("ConnectionString", value) { IsSensitive = true })
                .ConfigureAwait(false);
            await happened.Eventing.PublishAsync(new ConnectionStringAvailableEvent(connectionString, happened.Services), cancellationToken)
                .ConfigureAwait(false);
        });

    internal static IResourceBuilder<ExternalServiceResource> Begin(IResourceBuilder<ExternalServiceResource> builder) =>
        builder.OnInitializeResource(async (service, happened, cancellationToken) =>
        {
            var text = service.Uri?.ToString() ?? await ReadAddressAsync(service, cancellationToken).ConfigureAwait(false);
            if (!ExternalServiceAddress.TryParse(text, out var uri, out var problem))
            {
                await PublishAsync(happened, KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error, new ResourcePropertySnapshot("Error", problem))
                    .ConfigureAwait(false);
                return;
            }

            await happened.Notifications.PublishUpdateAsync(service, snapshot => snapshot with
            {
                State = KnownResourceStates.Running,
                Urls = [new UrlSnapshot(Name: null, uri.ToString(), IsInternal: false)],
            }).ConfigureAwait(false);
        });

    private static async Task TellAsync(ParameterResource parameter, InitializeResourceEvent happened, CancellationToken cancellationToken)
    {
        try
        {
            var value = await parameter.GetValueAsync(cancellationToken).ConfigureAwait(false);
            await PublishAsync(
                happened, KnownResourceStates.Running, style: null, new ResourcePropertySnapshot("Value", value) { IsSensitive = parameter.Secret })
                .ConfigureAwait(false);
        }
        catch (MissingParameterValueException exception)
        {
            // Who needs the value fails with this message; here the parameter itself shows it.
            await PublishAsync(
                happened, KnownResourceStates.ValueMissing, KnownResourceStateStyles.Error, new ResourcePropertySnapshot("Value", exception.Message))
                .ConfigureAwait(false);
            return;
        }

        if (parameter is IResourceWithConnectionString)
        {
            await happened.Eventing.PublishAsync(new ConnectionStringAvailableEvent(parameter, happened.Services), cancellationToken)
                .ConfigureAwait(false);
        }
    }

    private static async Task<string?> ReadAddressAsync(ExternalServiceResource service, CancellationToken cancellationToken)
    {
        try
        {
            return await service.UrlParameter!.GetValueAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (MissingParameterValueException)
        {
            // The parameter shows what it misses; the service is left without an address.
            return null;
        }
    }

    private static Task PublishAsync(InitializeResourceEvent happened, string state, string? style, ResourcePropertySnapshot property) =>
        happened.Notifications.PublishUpdateAsync(happened.Resource, snapshot => snapshot with
        {
            State = new ResourceStateSnapshot(state, style),
            Properties = snapshot.Properties.RemoveAll(known => string.Equals(known.Name, property.Name, StringComparison.Ordinal)).Add(property),
        });
}
