using System.Net;
using System.Net.Http.Headers;
using System.Reflection;
using System.Text.Json;

namespace Migration.Listings.Search;

/// <summary>The few calls of OpenSearch's REST API that the service makes.</summary>
internal sealed class SearchClient(HttpClient http, SearchOptions options)
{
    /// <summary>Moves with <c>listings-index.json</c>: an index of another schema is built anew at the next start.</summary>
    private const int SchemaVersion = 2;

    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly MediaTypeHeaderValue Lines = new("application/x-ndjson");

    public string Alias => options.Alias;

    /// <summary>Where an index that is being built is found.</summary>
    public string NextAlias => $"{options.Alias}-next";

    /// <summary>A fixed name: of two instances that create it at once, one is told that it exists.</summary>
    public string FirstIndex => IndexName("000001");

    public string IndexName(string suffix) => $"{options.Alias}-v{SchemaVersion}-{suffix}";

    public bool HasPresentSchema(string index) => index.StartsWith(IndexName(""), StringComparison.Ordinal);

    /// <summary>The indices behind an alias; none where there is no such alias.</summary>
    public async Task<IReadOnlyList<string>> IndicesOfAsync(string alias, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(HttpMethod.Get, $"_alias/{alias}", content: null, cancellationToken, HttpStatusCode.NotFound);
        return answer is null ? [] : [.. answer.RootElement.EnumerateObject().Select(index => index.Name)];
    }

    /// <summary>Creates an index, still without an alias, where it does not exist.</summary>
    public async Task CreateIndexAsync(string index, CancellationToken cancellationToken)
    {
        using var definition = Definition();
        try
        {
            using var created = await SendAsync(HttpMethod.Put, index, definition, cancellationToken);
        }
        catch (HttpRequestException refusal) when (refusal.Message.Contains("resource_already_exists_exception", StringComparison.Ordinal))
        {
            // Another instance was quicker.
        }
    }

    public async Task AddAliasAsync(string index, string alias, CancellationToken cancellationToken)
    {
        using var added = await SendAsync(HttpMethod.Put, $"{index}/_alias/{alias}", content: null, cancellationToken);
    }

    public async Task DeleteIndexAsync(string index, CancellationToken cancellationToken)
    {
        using var deleted = await SendAsync(HttpMethod.Delete, index, content: null, cancellationToken, HttpStatusCode.NotFound);
    }

    public async Task RefreshAsync(string index, CancellationToken cancellationToken)
    {
        using var refreshed = await SendAsync(HttpMethod.Post, $"{index}/_refresh", content: null, cancellationToken);
    }

    /// <summary>All of it or nothing: refused where the new index has lost its own alias, or an old one is gone.</summary>
    public async Task SwapAsync(string newIndex, IEnumerable<string> oldIndices, CancellationToken cancellationToken)
    {
        var actions = new List<object>
        {
            new { remove = new { index = newIndex, alias = NextAlias } },
            new { add = new { index = newIndex, alias = Alias } },
        };
        actions.AddRange(oldIndices.Select(old => new { remove_index = new { index = old } }));
        using var content = Body(JsonSerializer.SerializeToUtf8Bytes(new { actions }), Json);
        using var swapped = await SendAsync(HttpMethod.Post, "_aliases", content, cancellationToken);
    }

    /// <summary>Sends one bulk request. A node that has lost the index says so, and does not make one up with a guessed mapping.</summary>
    /// <exception cref="HttpRequestException">The node refused the request, or has no such index (404).</exception>
    public async Task<BulkOutcome> BulkAsync(string alias, ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        using var content = Body(lines, Lines);
        using var answer = await SendAsync(HttpMethod.Post, $"{alias}/_bulk?require_alias=true", content, cancellationToken);
        return BulkOutcome.Read(answer!.RootElement);
    }

    public Task<IndexHits> SearchAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
        => SearchAsync(Alias, body, cancellationToken);

    public async Task<IndexHits> SearchAsync(string index, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        using var content = Body(body, Json);
        using var answer = await SendAsync(HttpMethod.Post, $"{index}/_search", content, cancellationToken);
        return IndexHits.Read(answer!.RootElement);
    }

    /// <summary>green, yellow or red.</summary>
    public async Task<string> HealthAsync(CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(HttpMethod.Get, "_cluster/health", content: null, cancellationToken);
        return answer!.RootElement.GetProperty("status").GetString()!;
    }

    private async Task<JsonDocument?> SendAsync(
        HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken, HttpStatusCode? absent = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.StatusCode == absent)
        {
            return null;
        }

        if (!response.IsSuccessStatusCode)
        {
            throw await RefusalAsync(response, cancellationToken);
        }

        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        return await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken);
    }

    private static ReadOnlyMemoryContent Body(ReadOnlyMemory<byte> bytes, MediaTypeHeaderValue type) => new(bytes) { Headers = { ContentType = type } };

    private static StreamContent Definition()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return new StreamContent(assembly.GetManifestResourceStream("Migration.Listings.Search.listings-index.json")!)
        {
            Headers = { ContentType = Json },
        };
    }

    /// <summary>Its first 500 characters say what OpenSearch did not like.</summary>
    private static async Task<HttpRequestException> RefusalAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        const int Shown = 500;
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        return new HttpRequestException(
            $"the search node answered {(int)response.StatusCode}: {(body.Length > Shown ? body[..Shown] : body)}", inner: null, response.StatusCode);
    }
}
