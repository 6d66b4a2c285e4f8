using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Migration.Dashboard.Api;

/// <summary>Answers with one JSON object a line (NDJSON), those that are there and then each that arrives, until the caller leaves.</summary>
internal sealed class FollowedItems(Func<CancellationToken, IAsyncEnumerable<object>> items) : IResult
{
    private static readonly byte[] NewLine = "\n"u8.ToArray();

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = "application/x-ndjson";
        httpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        var options = httpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var gone = httpContext.RequestAborted;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(
            gone, httpContext.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        try
        {
            await httpContext.Response.StartAsync(ending.Token);
            await foreach (var item in items(ending.Token))
            {
                await JsonSerializer.SerializeAsync(httpContext.Response.Body, item, options, ending.Token);
                await httpContext.Response.Body.WriteAsync(NewLine, ending.Token);
                await httpContext.Response.Body.FlushAsync(ending.Token);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The caller has left, or the dashboard ends.
        }
    }
}
