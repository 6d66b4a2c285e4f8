using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Migration.FaultProxy.Proxies;

namespace Migration.FaultProxy.Api;

/// <summary>Toxiproxy's HTTP API for proxies.</summary>
internal static class ProxyEndpoints
{
    /// <summary>The version of Toxiproxy whose API this is; clients look at its first number.</summary>
    private const string ToxiproxyVersion = "2.12.0";

    public static void MapProxies(this IEndpointRouteBuilder app)
    {
        app.MapGet("/version", () => TypedResults.Json(new { version = ToxiproxyVersion }));
        app.MapGet("/proxies", (ProxyCollection proxies)
            => Document(proxies.All.ToDictionary(proxy => proxy.Name, ProxyDocument.Of, StringComparer.Ordinal)));
        app.MapGet("/proxies/{proxy}", (string proxy, ProxyCollection proxies) => Document(ProxyDocument.Of(proxies.Get(proxy))));
        app.MapPost("/proxies", CreateAsync);
        app.MapPost("/populate", PopulateAsync);
        app.MapMethods("/proxies/{proxy}", [HttpMethods.Post, HttpMethods.Patch], UpdateAsync);
        app.MapDelete("/proxies/{proxy}", async (string proxy, ProxyCollection proxies, CancellationToken cancellationToken) =>
        {
            await proxies.RemoveAsync(proxy, cancellationToken);
            return TypedResults.NoContent();
        });
        app.MapPost("/reset", async (ProxyCollection proxies, CancellationToken cancellationToken) =>
        {
            await proxies.ResetAsync(cancellationToken);
            return TypedResults.NoContent();
        });
    }

    private static async Task<JsonHttpResult<ProxyDocument>> CreateAsync(HttpRequest request, ProxyCollection proxies, CancellationToken cancellationToken)
    {
        var input = await RequestBody.ReadAsync<ProxyInput>(request);
        var proxy = await proxies.AddAsync(input.ToDefinition(), cancellationToken);
        return Document(ProxyDocument.Of(proxy), StatusCodes.Status201Created);
    }

    private static async Task<IResult> PopulateAsync(HttpRequest request, ProxyCollection proxies, CancellationToken cancellationToken)
    {
        var inputs = await RequestBody.ReadAsync<ProxyInput[]>(request);
        var definitions = inputs
            .Select((input, index) => input.ToDefinition(string.Create(CultureInfo.InvariantCulture, $" at proxy {index + 1}")))
            .ToList();
        if (definitions.CountBy(definition => definition.Name, StringComparer.Ordinal).FirstOrDefault(name => name.Value > 1) is { Key: { } twice })
        {
            throw ApiException.BadRequestBody($"proxy '{twice}' is there twice");
        }

        var populated = await proxies.PopulateAsync(definitions, cancellationToken);
        return Document(new { proxies = populated.Select(ProxyDocument.Of) }, StatusCodes.Status201Created);
    }

    private static async Task<JsonHttpResult<ProxyDocument>> UpdateAsync(string proxy, HttpRequest request, ProxyCollection proxies, CancellationToken cancellationToken)
    {
        proxies.Get(proxy);
        var input = await RequestBody.ReadAsync<ProxyInput>(request);
        return Document(ProxyDocument.Of(await proxies.UpdateAsync(proxy, input.Over, cancellationToken)));
    }

    private static JsonHttpResult<T> Document<T>(T document, int status = StatusCodes.Status200OK)
        => TypedResults.Json(document, RequestBody.Json, statusCode: status);
}
