using System.Net.Http.Json;

namespace Migration.TestSupport.Environments;

/// <summary>The resources of an environment that another process runs, by that process's API: <c>POST /resources/listings/stop</c>.</summary>
internal sealed class RemoteResources(Uri control) : IResourceControl, IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = control };

    public Task StopAsync(string resource, CancellationToken cancellationToken) => PostAsync(resource, "stop", cancellationToken);

    public Task StartAsync(string resource, CancellationToken cancellationToken) => PostAsync(resource, "start", cancellationToken);

    public async Task<DateTime> StartedAtAsync(string resource, CancellationToken cancellationToken)
        => await _http.GetFromJsonAsync<DateTime>(new Uri($"/resources/{resource}/started", UriKind.Relative), cancellationToken);

    public void Dispose() => _http.Dispose();

    private async Task PostAsync(string resource, string command, CancellationToken cancellationToken)
    {
        using var answer = await _http.PostAsync(new Uri($"/resources/{resource}/{command}", UriKind.Relative), content: null, cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"Command {command} of resource '{resource}' failed: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        }
    }
}
