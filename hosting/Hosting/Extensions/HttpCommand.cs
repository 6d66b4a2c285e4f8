using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting;

/// <summary>A command that sends an HTTP request.</summary>
internal sealed class HttpCommand(EndpointReference endpoint, string path, HttpCommandOptions options)
{
    internal HttpMethod Method { get; } = options.Method ?? HttpMethod.Post;

    /// <summary>The options of the command itself; it can be given while the asked resource runs, unless they say otherwise.</summary>
    internal CommandOptions DescribeTo() => new()
    {
        Description = options.Description,
        ConfirmationMessage = options.ConfirmationMessage,
        IconName = options.IconName,
        IconVariant = options.IconVariant,
        IsHighlighted = options.IsHighlighted,
        Visibility = options.Visibility,
        UpdateState = options.UpdateState ?? FollowEndpoint,
    };

    internal async Task<ExecuteCommandResult> ExecuteAsync(ExecuteCommandContext context)
    {
        if (!endpoint.IsAllocated)
        {
            return CommandResults.Failure($"The endpoint '{endpoint.EndpointName}' of '{endpoint.Resource.Name}' is not allocated yet.");
        }

        using var client = context.Services.GetRequiredService<IHttpClientFactory>().CreateClient(options.HttpClientName ?? Options.DefaultName);
        using var request = new HttpRequestMessage(Method, new Uri(new Uri(endpoint.Url), path));
        if (options.PrepareRequest is not null)
        {
            await options.PrepareRequest(new HttpCommandRequestContext
            {
                Services = context.Services,
                ResourceName = context.ResourceName,
                Endpoint = endpoint,
                CancellationToken = context.CancellationToken,
                HttpClient = client,
                Request = request,
            }).ConfigureAwait(false);
        }

        try
        {
            using var response = await client.SendAsync(request, context.CancellationToken).ConfigureAwait(false);
            return await ReadAsync(context, client, response).ConfigureAwait(false);
        }
        catch (HttpRequestException exception)
        {
            return CommandResults.Failure($"{Method} {request.RequestUri} failed: {exception.Message}");
        }
    }

    private async Task<ExecuteCommandResult> ReadAsync(ExecuteCommandContext context, HttpClient client, HttpResponseMessage response)
    {
        if (options.GetCommandResult is not null)
        {
            return await options.GetCommandResult(new HttpCommandResultContext
            {
                Services = context.Services,
                ResourceName = context.ResourceName,
                Endpoint = endpoint,
                CancellationToken = context.CancellationToken,
                HttpClient = client,
                Response = response,
            }).ConfigureAwait(false);
        }

        var data = await ReadDataAsync(response, context.CancellationToken).ConfigureAwait(false);
        return response.IsSuccessStatusCode
            ? new ExecuteCommandResult { Success = true, Data = data }
            : new ExecuteCommandResult { Success = false, Message = $"Request failed with status code {(int)response.StatusCode}", Data = data };
    }

    private async Task<CommandResultData?> ReadDataAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (options.ResultMode == HttpCommandResultMode.None)
        {
            return null;
        }

        var body = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        var isJson = options.ResultMode == HttpCommandResultMode.Json
            || (options.ResultMode == HttpCommandResultMode.Auto
                && response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.OrdinalIgnoreCase) == true);
        return new CommandResultData { Value = body, Format = isJson ? CommandResultFormat.Json : CommandResultFormat.Text };
    }

    private ResourceCommandState FollowEndpoint(UpdateCommandStateContext context)
    {
        // The state of the resource that is asked decides, which need not be the one that has the command.
        var runs = context.Services.GetRequiredService<ResourceNotificationService>().TryGetCurrentState(endpoint.Resource.Name, out var asked)
            ? string.Equals(asked.Snapshot.State?.Text, KnownResourceStates.Running, StringComparison.Ordinal)
            : string.Equals(context.ResourceSnapshot.State?.Text, KnownResourceStates.Running, StringComparison.Ordinal);
        return runs ? ResourceCommandState.Enabled : ResourceCommandState.Disabled;
    }
}
