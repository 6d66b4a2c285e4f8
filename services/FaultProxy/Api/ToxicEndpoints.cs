using Microsoft.AspNetCore.Http.HttpResults;
using Migration.FaultProxy.Proxies;
using Migration.FaultProxy.Toxics;

namespace Migration.FaultProxy.Api;

/// <summary>Toxiproxy's HTTP API for a proxy's toxics.</summary>
internal static class ToxicEndpoints
{
    public static void MapToxics(this IEndpointRouteBuilder app)
    {
        app.MapGet("/proxies/{proxy}/toxics", (string proxy, ProxyCollection proxies) => Document(proxies.Get(proxy).Toxics.Select(ToxicDocument.Of)));
        app.MapPost("/proxies/{proxy}/toxics", CreateAsync);
        app.MapGet("/proxies/{proxy}/toxics/{toxic}", (string proxy, string toxic, ProxyCollection proxies)
            => Document(ToxicDocument.Of(Find(proxies.Get(proxy).Toxics, toxic))));
        app.MapMethods("/proxies/{proxy}/toxics/{toxic}", [HttpMethods.Post, HttpMethods.Patch], UpdateAsync);
        app.MapDelete("/proxies/{proxy}/toxics/{toxic}", async (string proxy, string toxic, ProxyCollection proxies, CancellationToken cancellationToken) =>
        {
            await proxies.ChangeToxicsAsync(proxy, toxics => [.. toxics.Except([Find(toxics, toxic)])], cancellationToken);
            return TypedResults.NoContent();
        });
    }

    private static async Task<JsonHttpResult<ToxicDocument>> CreateAsync(string proxy, HttpRequest request, ProxyCollection proxies, CancellationToken cancellationToken)
    {
        proxies.Get(proxy);
        var toxic = (await RequestBody.ReadAsync<ToxicInput>(request)).ToToxic();
        await proxies.ChangeToxicsAsync(
            proxy,
            toxics => toxics.Any(known => string.Equals(known.Name, toxic.Name, StringComparison.Ordinal)) ? throw ApiException.ToxicAlreadyExists() : [.. toxics, toxic],
            cancellationToken);
        return Document(ToxicDocument.Of(toxic));
    }

    private static async Task<JsonHttpResult<ToxicDocument>> UpdateAsync(
        string proxy, string toxic, HttpRequest request, ProxyCollection proxies, CancellationToken cancellationToken)
    {
        Find(proxies.Get(proxy).Toxics, toxic);
        var input = await RequestBody.ReadAsync<ToxicInput>(request);
        Toxic? updated = null;
        await proxies.ChangeToxicsAsync(
            proxy,
            toxics =>
            {
                var known = Find(toxics, toxic);
                updated = input.Over(known);
                return [.. toxics.Select(each => ReferenceEquals(each, known) ? updated : each)];
            },
            cancellationToken);
        return Document(ToxicDocument.Of(updated!));
    }

    private static Toxic Find(IEnumerable<Toxic> toxics, string name)
        => toxics.FirstOrDefault(toxic => string.Equals(toxic.Name, name, StringComparison.Ordinal)) ?? throw ApiException.ToxicNotFound();

    private static JsonHttpResult<T> Document<T>(T document) => TypedResults.Json(document, RequestBody.Json);
}
