using Microsoft.AspNetCore.Http.HttpResults;

namespace Migration.FaultProxy.Api;

/// <summary>Errors as <c>{"error":…,"status":…}</c>; and no page of a browser may drive the proxies of its user.</summary>
internal sealed class ApiMiddleware(RequestDelegate next)
{
    private const string Browser = "Mozilla/";

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Headers.UserAgent.ToString().StartsWith(Browser, StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            await context.Response.WriteAsync("User agent not allowed\n", context.RequestAborted);
            return;
        }

        try
        {
            await next(context);
        }
        catch (ApiException failure) when (!context.Response.HasStarted)
        {
            await Error(failure).ExecuteAsync(context);
        }
    }

    private static JsonHttpResult<ErrorDocument> Error(ApiException failure)
        => TypedResults.Json(new ErrorDocument(failure.Message, failure.Status), RequestBody.Json, statusCode: failure.Status);

    private sealed record ErrorDocument(string Error, int Status);
}
