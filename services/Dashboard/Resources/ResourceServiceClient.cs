using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Migration.Dashboard.Resources;

/// <summary>Asks the engine. A stream is one connection and ends with it: who wants it again asks again.</summary>
internal sealed class ResourceServiceClient(HttpClient http, IOptions<ResourceServiceOptions> options, TimeProvider time)
{
    /// <summary>Three of the engine's pings missed: it is gone, and nobody has told the socket.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    private const string KeyHeader = "x-resource-key";

    public bool IsConfigured => options.Value.Url is not null;

    /// <summary>All resources, then each change.</summary>
    /// <exception cref="ResourceServiceException">It does not answer, or not any more.</exception>
    public IAsyncEnumerable<ResourceMessage> WatchResourcesAsync(CancellationToken cancellationToken) =>
        ReadLinesAsync<ResourceMessage>("/v1/resources", isEndless: true, cancellationToken);

    /// <summary>The newest lines, then those that come.</summary>
    /// <param name="resource">A resource's name or an instance's id; null for all.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    /// <exception cref="ResourceServiceException">It does not answer, or not any more.</exception>
    public IAsyncEnumerable<IReadOnlyList<ConsoleLine>> WatchConsoleAsync(string? resource, CancellationToken cancellationToken) =>
        ReadConsoleAsync(resource, follows: true, cancellationToken);

    /// <summary>The newest lines, and no more.</summary>
    /// <exception cref="ResourceServiceException">It does not answer.</exception>
    public IAsyncEnumerable<IReadOnlyList<ConsoleLine>> GetConsoleAsync(string? resource, CancellationToken cancellationToken) =>
        ReadConsoleAsync(resource, follows: false, cancellationToken);

    /// <summary>Returns when the command has ended; a command that cannot be done has failed, with its reason.</summary>
    public async Task<CommandOutcome> ExecuteAsync(string resource, string command, CancellationToken cancellationToken)
    {
        try
        {
            return await PostAsync<CommandOutcome>("/v1/commands", new { resource, command }, cancellationToken);
        }
        catch (ResourceServiceException exception)
        {
            return new CommandOutcome(Success: false, exception.Message);
        }
    }

    /// <summary>One secret in clear.</summary>
    /// <param name="resource">The id of the instance.</param>
    /// <param name="kind"><c>variable</c>, <c>argument</c> or <c>property</c>.</param>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ResourceServiceException">There is none, or nobody answers.</exception>
    public async Task<string> RevealAsync(string resource, string kind, string name, CancellationToken cancellationToken)
    {
        var answer = await PostAsync<SecretAnswer>("/v1/reveal", new { resource, kind, name }, cancellationToken);
        return answer.Value ?? throw new ResourceServiceException(answer.Error ?? "The value is not known.");
    }

    private async Task<T> PostAsync<T>(string path, object body, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            using var request = CreateRequest(HttpMethod.Post, path);
            request.Content = JsonContent.Create(body);
            using var response = await http.SendAsync(request, cancellationToken);
            return await response.Content.ReadFromJsonAsync<T>(JsonSerializerOptions.Web, cancellationToken)
                ?? throw new ResourceServiceException("The engine's answer is empty.");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or JsonException)
        {
            throw new ResourceServiceException($"The engine does not answer: {exception.Message}", exception);
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<ConsoleLine>> ReadConsoleAsync(
        string? resource, bool follows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var path = $"/v1/logs?follow={(follows ? "true" : "false")}{(resource is null ? string.Empty : $"&resource={Uri.EscapeDataString(resource)}")}";
        await foreach (var message in ReadLinesAsync<LogMessage>(path, follows, cancellationToken))
        {
            if (message.Lines is { } lines)
            {
                yield return lines;
            }
        }
    }

    private async IAsyncEnumerable<T> ReadLinesAsync<T>(string path, bool isEndless, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = time.CreateTimer(static source => ((CancellationTokenSource)source!).Cancel(), silence, Silence, Timeout.InfiniteTimeSpan);
        using var response = await GuardAsync(() => OpenAsync(path, silence.Token), cancellationToken);
        using var reader = new StreamReader(await GuardAsync(() => response.Content.ReadAsStreamAsync(silence.Token), cancellationToken));
        while (await GuardAsync(() => reader.ReadLineAsync(silence.Token).AsTask(), cancellationToken) is { } line)
        {
            timer.Change(Silence, Timeout.InfiniteTimeSpan);
            yield return await GuardAsync(() => Task.FromResult(JsonSerializer.Deserialize<T>(line, JsonSerializerOptions.Web)!), cancellationToken);
        }

        if (isEndless)
        {
            throw new ResourceServiceException("The engine has ended the stream.");
        }
    }

    private async Task<HttpResponseMessage> OpenAsync(string path, CancellationToken cancellationToken)
    {
        using var request = CreateRequest(HttpMethod.Get, path);
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw new ResourceServiceException($"The engine refuses with status {(int)response.StatusCode}.");
        }
    }

    private HttpRequestMessage CreateRequest(HttpMethod method, string path)
    {
        var address = options.Value.Url ?? throw new ResourceServiceException("No engine tells this dashboard of resources.");
        var request = new HttpRequestMessage(method, new Uri(address, path));
        request.Headers.TryAddWithoutValidation(KeyHeader, options.Value.Key);
        return request;
    }

    private static async Task<T> GuardAsync<T>(Func<Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await read();
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ResourceServiceException($"The engine has said nothing for {Silence.TotalSeconds:0} s.", exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or JsonException)
        {
            throw new ResourceServiceException($"The engine does not answer: {exception.Message}", exception);
        }
    }
}
