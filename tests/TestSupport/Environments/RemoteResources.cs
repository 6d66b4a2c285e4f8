using System.Net.Http.Json;

namespace Migration.TestSupport.Environments;

/// <summary>The resources of an environment that another process runs, by that process's API: <c>POST /resources/listings/stop</c>.</summary>
internal sealed class RemoteResources(Uri control) : IResourceControl, IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = control };

    public Task StopAsync(string resource, CancellationToken cancellationToken) => CommandAsync(resource, "stop", cancellationToken);

    public Task StartAsync(string resource, CancellationToken cancellationToken) => CommandAsync(resource, "start", cancellationToken);

    public Task PauseAsync(CancellationToken cancellationToken) => PostAsync("/pause", cancellationToken);

    public async Task<DateTime> StartedAtAsync(string resource, CancellationToken cancellationToken)
        => await _http.GetFromJsonAsync<DateTime>(new Uri($"/resources/{resource}/started", UriKind.Relative), cancellationToken);

    public void Dispose() => _http.Dispose();

    private Task CommandAsync(string resource, string command, CancellationToken cancellationToken) => PostAsync($"/resources/{resource}/{command}", cancellationToken);

    private async Task PostAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await _http.PostAsync(new Uri(path, UriKind.Relative), content: null, cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{path} failed: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        }
    }
}
