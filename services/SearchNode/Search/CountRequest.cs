using System.Globalization;
using Migration.SearchNode.Http;

namespace Migration.SearchNode.Search;

/// <summary>Reads a <c>_count</c>: a query and nothing else.</summary>
internal static class CountRequest
{
    public static SearchRequest Read(RestRequest request)
    {
        var search = new SearchRequest();
        if (request.Value("min_score") is { } text)
        {
            search = search with
            {
                MinScore = float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var least) ? least : throw Errors.NumberFormat(text),
            };
        }

        var terminateAfter = request.Int("terminate_after", 0);
        if (terminateAfter < 0)
        {
            throw Errors.IllegalArgument("terminateAfter must be > 0");
        }

        search = search with { TerminateAfter = terminateAfter };
        if (request.Json() is not { } body)
        {
            return search;
        }

        foreach (var part in body.EnumerateObject())
        {
            search = part.Name is "query"
                ? search with { Query = part.Value }
                : throw Errors.Parsing($"request does not support [{part.Name}]");
        }

        return search;
    }
}
