using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Migration.Listings.Search;

/// <summary>What became of each document of a bulk request: those that are not named as failed are done.</summary>
internal sealed record BulkOutcome(IReadOnlyDictionary<long, string> Failed)
{
    private const int NotFound = 404;
    private const int Conflict = 409;
    private const int TooManyRequests = 429;
    private const int ServiceUnavailable = 503;

    /// <summary>
    /// <c>{"items":[{"index":{"_id":"7","status":400,"error":{"type":"…","reason":"…"}}}]}</c>. 409 says that the index has this or a
    /// newer version, 404 that what was to be deleted is not there: both are what was wanted.
    /// </summary>
    public static BulkOutcome Read(JsonElement answer)
    {
        var failed = new Dictionary<long, string>();
        foreach (var item in answer.GetProperty("items").EnumerateArray())
        {
            foreach (var operation in item.EnumerateObject())
            {
                var status = operation.Value.GetProperty("status").GetInt32();
                var done = status < 300 || status == Conflict || (status == NotFound && operation.NameEquals("delete") && !operation.Value.TryGetProperty("error", out _));
                if (!done)
                {
                    ThrowIfNotTheDocumentsFault(status, operation.Value);
                    var id = long.Parse(operation.Value.GetProperty("_id").GetString()!, CultureInfo.InvariantCulture);
                    failed[id] = operation.Value.TryGetProperty("error", out var error) ? error.GetRawText() : $"status {status}";
                }
            }
        }

        return new BulkOutcome(failed);
    }

    /// <summary>The index is gone, or the node is too busy: all documents wait, and none is counted as refused.</summary>
    private static void ThrowIfNotTheDocumentsFault(int status, JsonElement result)
    {
        if (!result.TryGetProperty("error", out var error))
        {
            return;
        }

        if (status is TooManyRequests or ServiceUnavailable)
        {
            throw new HttpRequestException($"the search node is too busy: {error.GetRawText()}", inner: null, (HttpStatusCode)status);
        }

        if (error.TryGetProperty("type", out var type) && type.ValueEquals("index_not_found_exception"))
        {
            throw new HttpRequestException($"the search index is gone: {error.GetRawText()}", inner: null, HttpStatusCode.NotFound);
        }
    }
}
