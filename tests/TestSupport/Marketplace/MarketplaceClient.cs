using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Migration.TestSupport.Environments;

namespace Migration.TestSupport.Marketplace;

/// <summary>
/// A marketplace's many users in front of one instance of the monolith. It keeps no cookies, so that no user inherits another's, and counts
/// what the answers say of their routing.
/// </summary>
/// <param name="address">The instance.</param>
/// <param name="issuer">Whose tokens are used; its own unless said otherwise.</param>
public sealed class MarketplaceClient(Uri address, MarketplaceClient? issuer = null) : IDisposable
{
    public const string ListingsPath = "/api/v1/marketplace/listings";

    /// <summary>Of the seed; may change routing flags.</summary>
    public const string Admin = "admin@example.test";

    private const int TokensAtOnce = 1_000;

    /// <summary>A trace context whose last two digits say that it is not sampled.</summary>
    private const string NotSampled = "00-00000000000000000000000000000001-0000000000000001-00";

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = address };
    private readonly ConcurrentDictionary<object, Task<string>> _tokens = new();
    private readonly ConcurrentDictionary<(string Operation, string Arm, string Reason), long> _decided = new();
    private readonly ConcurrentDictionary<(string Operation, string Cause), long> _fallenBack = new();

    /// <summary>Answers so far by operation, arm and reason, of those that were routed.</summary>
    public IReadOnlyDictionary<(string Operation, string Arm, string Reason), long> Decided => _decided;

    /// <summary>Answers so far that the monolith gave in place of the microservice, by operation and cause.</summary>
    public IReadOnlyDictionary<(string Operation, string Cause), long> FallenBack => _fallenBack;

    /// <summary>A token of a user of the seed, by number or e-mail address, issued once.</summary>
    public Task<string> TokenAsync(object user, CancellationToken cancellationToken)
        => issuer is not null ? issuer.TokenAsync(user, cancellationToken) : _tokens.GetOrAdd(user, _ => IssueAsync(user is long or int ? new { user_id = user } : new { email = user }, cancellationToken));

    /// <summary>
    /// Gets the tokens of many users together, so that a crowd need not ask one by one. A monolith that gives them only one by one is asked so, by
    /// whoever needs one.
    /// </summary>
    public async Task PrepareTokensAsync(IEnumerable<long> users, CancellationToken cancellationToken)
    {
        if (issuer is not null)
        {
            await issuer.PrepareTokensAsync(users, cancellationToken);
            return;
        }

        foreach (var some in users.Where(user => !_tokens.ContainsKey(user)).Chunk(TokensAtOnce))
        {
            using var answer = await PostUntracedAsync("/api/v1/auth/tokens", new { user_ids = some }, cancellationToken);
            if (!answer.IsSuccessStatusCode)
            {
                return;
            }

            foreach (var token in (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("tokens").EnumerateArray())
            {
                _tokens.TryAdd(token.GetProperty("user_id").GetInt64(), Task.FromResult(token.GetProperty("access_token").GetString()!));
            }
        }
    }

    /// <summary>A token with what the endpoint lets a test choose: <c>user_id</c>, <c>expires_in</c>, <c>audience</c>.</summary>
    public async Task<string> IssueAsync(object request, CancellationToken cancellationToken)
    {
        using var answer = await PostUntracedAsync("/api/v1/auth/token", request, cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException(
                $"{_http.BaseAddress} issues no token for {JsonSerializer.Serialize(request)}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancellationToken)} Test users need a monolith with Auth:DevelopmentTokens.");
        }

        return (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("access_token").GetString()!;
    }

    public Task<MarketplaceAnswer> GetListingAsync(long id, long? user, CancellationToken cancellationToken)
        => SendAsync(new MarketplaceRequest(HttpMethod.Get, $"{ListingsPath}/{id}") { User = user, Operation = "GetListing" }, cancellationToken);

    /// <summary>The same as one of a crowd, of whom no traces are kept.</summary>
    public Task<MarketplaceAnswer> GlanceAsync(long id, long user, CancellationToken cancellationToken)
        => SendAsync(
            new MarketplaceRequest(HttpMethod.Get, $"{ListingsPath}/{id}") { User = user, Operation = "GetListing", IsTraced = false }, cancellationToken);

    public async Task<MarketplaceAnswer> SendAsync(MarketplaceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var message = new HttpRequestMessage(request.Method, request.Path);
        message.Content = request.Body is null ? null : JsonContent.Create(request.Body);
        if (request.User is { } user)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(user, cancellationToken));
        }

        if (!request.IsTraced)
        {
            message.Headers.Add("traceparent", NotSampled);
        }

        foreach (var (name, value) in request.Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        var clock = Stopwatch.StartNew();
        using var response = await _http.SendAsync(message, cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        var answer = Read(response, body, clock.Elapsed);
        Count(request.Operation, answer);
        Remember(request, answer);
        return answer;
    }

    /// <summary>What a check makes in somebody else's environment is deleted in the end.</summary>
    private static void Remember(MarketplaceRequest request, MarketplaceAnswer answer)
    {
        if (request is { Path: ListingsPath, User: { } owner } && request.Method == HttpMethod.Post && answer.Status == HttpStatusCode.Created)
        {
            MigrationEnvironment.CurrentOrNull?.Made(answer.Json.GetProperty("id").GetInt64(), owner);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> PostUntracedAsync(string path, object body, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        message.Headers.Add("traceparent", NotSampled);
        return await _http.SendAsync(message, cancellationToken);
    }

    private void Count(string? operation, MarketplaceAnswer answer)
    {
        if (operation is null || answer.Header("X-Routing-Arm") is not { } arm)
        {
            return;
        }

        _decided.AddOrUpdate((operation, arm, answer.Reason), 1, (_, count) => count + 1);
        if (answer.Header("X-Routing-Fallback") is { } cause)
        {
            _fallenBack.AddOrUpdate((operation, cause), 1, (_, count) => count + 1);
        }
    }

    private static MarketplaceAnswer Read(HttpResponseMessage response, string body, TimeSpan duration)
    {
        var headers = response.Headers.ToDictionary(header => header.Key, header => string.Join(",", header.Value), StringComparer.OrdinalIgnoreCase);
        return new MarketplaceAnswer
        {
            Status = response.StatusCode,
            ServedBy = headers.GetValueOrDefault("X-Served-By", string.Empty),
            Reason = headers.GetValueOrDefault("X-Routing-Reason", string.Empty),
            Headers = headers,
            Body = body,
            Duration = duration,
        };
    }
}
