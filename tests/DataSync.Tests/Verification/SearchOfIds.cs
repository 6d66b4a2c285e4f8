using System.Net.Http.Json;
using System.Text.Json;

namespace Migration.DataSync.Tests.Verification;

/// <summary>A search node with documents that have nothing but an id; it answers what a comparison asks: those above an id, or those of a list.</summary>
internal sealed class SearchOfIds(params long[] ids) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is null)
        {
            return new HttpResponseMessage();
        }

        using var query = JsonDocument.Parse(await request.Content.ReadAsStringAsync(cancellationToken));
        var filter = query.RootElement.GetProperty("query").GetProperty("bool").GetProperty("filter");
        var found = filter.TryGetProperty("range", out var range)
            ? ids.Where(id => id > range.GetProperty("id").GetProperty("gt").GetInt64())
            : ids.Intersect(filter.GetProperty("terms").GetProperty("id").EnumerateArray().Select(id => id.GetInt64()));
        var hits = found.Order().Select(id => new { _id = $"{id}", _version = 1, _source = new { id } }).ToList();
        return new HttpResponseMessage { Content = JsonContent.Create(new { hits = new { hits } }) };
    }
}
