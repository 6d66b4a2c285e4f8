using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Migration.Verdict.Model;

namespace Migration.Verdict.Watching;

/// <summary>Looks at a running environment as its users and its operators do: the monolith's REST API, and DataSync's.</summary>
internal sealed class HttpProbe : IWatchProbe, IDisposable
{
    private const string ListingsPath = "/api/v1/marketplace/listings";
    private const string FallbackHeader = "X-Routing-Fallback";

    /// <summary>DataSync has refused the row, says so and counts it; that the monolith answers for it is no failure of the microservice.</summary>
    private const string Quarantined = "quarantined";
    private const string Admin = "admin@example.test";

    private readonly HttpClient _monolith;
    private readonly HttpClient? _dataSync;
    private readonly TimeProvider _time;
    private readonly bool _isTokenGiven;
    private readonly IReadOnlyList<long> _listings;
    private string? _token;
    private int _next;

    private HttpProbe(HttpClient monolith, HttpClient? dataSync, string? givenToken, IReadOnlyList<long> listings, TimeProvider time)
        => (_monolith, _dataSync, _token, _isTokenGiven, _listings, _time) = (monolith, dataSync, givenToken, givenToken is not null, listings, time);

    /// <param name="monolith">The monolith.</param>
    /// <param name="dataSync">DataSync; null: inconsistencies and slot lag are not seen.</param>
    /// <param name="adminToken">To see breakers with; null: one is asked for, as development environments give them.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="NoVerdictException">There is nothing to watch.</exception>
    public static async Task<HttpProbe> ConnectAsync(Uri monolith, Uri? dataSync, string? adminToken, TimeProvider time, CancellationToken cancellationToken)
    {
        var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = monolith, Timeout = TimeSpan.FromSeconds(10) };
        try
        {
            var page = await http.GetFromJsonAsync<JsonElement>($"{ListingsPath}?limit=50", cancellationToken);
            var listings = page.GetProperty("listings").EnumerateArray().Select(listing => listing.GetProperty("id").GetInt64()).ToList();
            var other = dataSync is null ? null : new HttpClient { BaseAddress = dataSync };
            return listings.Count == 0
                ? throw new NoVerdictException($"{monolith} has no listing that could be read: there is nothing to watch.")
                : new HttpProbe(http, other, adminToken, listings, time);
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or KeyNotFoundException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            http.Dispose();
            throw new NoVerdictException($"The monolith at {monolith} cannot be watched: {exception.Message} Start the environment (dotnet run --project AppHost), or give its address by Target__Monolith.", exception);
        }
    }

    public async Task<RequestSample> RequestAsync(CancellationToken cancellationToken)
    {
        var begin = _time.GetTimestamp();
        var number = Interlocked.Increment(ref _next);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{ListingsPath}/{_listings[number % _listings.Count]}");
            request.Headers.Add("X-Visitor-Id", $"watch-{number % 1_000:0000}");
            using var answer = await _monolith.SendAsync(request, cancellationToken);
            var took = _time.GetElapsedTime(begin).TotalMilliseconds;
            return new RequestSample(took, answer.IsSuccessStatusCode ? FallbackOf(answer) : $"{(int)answer.StatusCode}");
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return new RequestSample(_time.GetElapsedTime(begin).TotalMilliseconds, exception.Message);
        }
    }

    public async Task<StateSample> LookAsync(CancellationToken cancellationToken)
    {
        var breakers = await AskForBreakersAsync(cancellationToken);
        var report = _dataSync is null ? null : await AskAsync(_dataSync, HttpMethod.Post, "/consistency/verify", cancellationToken);
        var status = _dataSync is null ? null : await AskAsync(_dataSync, HttpMethod.Get, "/sync/status", cancellationToken);
        return new StateSample(
            breakers?.GetProperty("breakers").EnumerateObject().Where(breaker => breaker.Value.GetString() != "closed").Select(breaker => breaker.Name).ToList(),
            report?.GetProperty("findings").GetArrayLength(),
            status?.GetProperty("streams").EnumerateArray().Select(stream => stream.GetProperty("held_bytes").GetInt64()).DefaultIfEmpty().Max());
    }

    public void Dispose()
    {
        _monolith.Dispose();
        _dataSync?.Dispose();
    }

    private static string? FallbackOf(HttpResponseMessage answer)
        => answer.Headers.TryGetValues(FallbackHeader, out var causes) && string.Join(',', causes) is var cause and not Quarantined ? $"fallback: {cause}" : null;

    /// <summary>A watch outlives its token: where one can be asked for, a new one is.</summary>
    private async Task<JsonElement?> AskForBreakersAsync(CancellationToken cancellationToken)
    {
        const string Breakers = "/api/v1/admin/routing/breakers";
        var seen = _token is null ? null : await AskAsync(_monolith, HttpMethod.Get, Breakers, cancellationToken);
        if (seen is not null || _isTokenGiven)
        {
            return seen;
        }

        _token = await AskForTokenAsync(cancellationToken);
        return _token is null ? null : await AskAsync(_monolith, HttpMethod.Get, Breakers, cancellationToken);
    }

    private async Task<string?> AskForTokenAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _monolith.PostAsJsonAsync("/api/v1/auth/token", new { email = Admin }, cancellationToken);
            return answer.IsSuccessStatusCode ? (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("access_token").GetString() : null;
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Null where nobody answers: what cannot be seen is not judged, and the report says so.</summary>
    private async Task<JsonElement?> AskAsync(HttpClient http, HttpMethod method, string path, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(method, path);
            if (http == _monolith && _token is not null)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
            }

            using var answer = await http.SendAsync(request, cancellationToken);
            return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken) : null;
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
