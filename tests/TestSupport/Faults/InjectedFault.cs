using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Migration.TestSupport.Faults;

/// <summary>A fault or toxic that is there until this is disposed.</summary>
public sealed class InjectedFault : IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly string _path;

    internal InjectedFault(HttpClient http, string path) => (_http, _path) = (http, path);

    /// <summary>Calls of its method since it is there. Not for toxics, which know of no calls.</summary>
    public async Task<long> SeenAsync(CancellationToken cancellationToken)
        => (await _http.GetFromJsonAsync<JsonElement>(_path, cancellationToken)).GetProperty("seen").GetInt64();

    public async ValueTask DisposeAsync()
    {
        using var answer = await _http.DeleteAsync(_path);
        if (answer.StatusCode != HttpStatusCode.NotFound)
        {
            answer.EnsureSuccessStatusCode();
        }
    }
}
