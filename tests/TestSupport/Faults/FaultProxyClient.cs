using System.Net.Http.Json;
using System.Text.Json;

namespace Migration.TestSupport.Faults;

/// <summary>Drives the proxies that stand on the roads of an environment that was started with <c>--Faults=true</c>.</summary>
public sealed class FaultProxyClient(Uri address) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = address };

    /// <summary>Where a road's proxy listens, as <c>127.0.0.1:port</c>.</summary>
    public async Task<string> AddressOfAsync(string road, CancellationToken cancellationToken)
        => (await _http.GetFromJsonAsync<JsonElement>($"/proxies/{road}", cancellationToken)).GetProperty("listen").GetString()!;

    /// <summary>Does something to calls until it is disposed; the members are those of the service's README.</summary>
    public async Task<InjectedFault> InjectAsync(string road, object fault, CancellationToken cancellationToken)
    {
        var created = await PostAsync($"/proxies/{road}/grpc/faults", fault, cancellationToken);
        return new InjectedFault(_http, $"/proxies/{road}/grpc/faults/{created.GetProperty("name").GetString()}");
    }

    /// <summary>Disturbs the bytes of a road until it is disposed.</summary>
    public async Task<InjectedFault> AddToxicAsync(string road, object toxic, CancellationToken cancellationToken)
    {
        var created = await PostAsync($"/proxies/{road}/toxics", toxic, cancellationToken);
        return new InjectedFault(_http, $"/proxies/{road}/toxics/{created.GetProperty("name").GetString()}");
    }

    /// <summary>A disabled road refuses connections, and those that were open have ended.</summary>
    public Task SetEnabledAsync(string road, bool enabled, CancellationToken cancellationToken)
        => PostAsync($"/proxies/{road}", new { enabled }, cancellationToken);

    /// <summary>The calls of a road since <see cref="ForgetCallsAsync"/>, the last thousand at most, oldest first.</summary>
    public async Task<IReadOnlyList<WireCall>> CallsAsync(string road, string method, CancellationToken cancellationToken)
        => await _http.GetFromJsonAsync<WireCall[]>($"/proxies/{road}/grpc/calls?method={method}", cancellationToken) ?? [];

    public async Task ForgetCallsAsync(string road, CancellationToken cancellationToken)
    {
        using var answer = await _http.DeleteAsync($"/proxies/{road}/grpc/calls", cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Opens every road and takes off all that is done to them.</summary>
    public async Task ResetAsync(CancellationToken cancellationToken)
    {
        using var answer = await _http.PostAsync("/reset", null, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> PostAsync(string path, object body, CancellationToken cancellationToken)
    {
        using var answer = await _http.PostAsJsonAsync(path, body, cancellationToken);
        return answer.IsSuccessStatusCode
            ? await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)
            : throw new InvalidOperationException($"The fault proxy refuses {path}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
    }
}
