using Migration.Monolith.Problems;

namespace Migration.Monolith.Auth;

/// <summary>
/// Reads <c>Authorization: Bearer …</c>. A token that is sent must be good, also where none is needed: a caller who
/// believes to be known should not be served as a stranger.
/// </summary>
internal sealed class BearerTokenMiddleware(RequestDelegate next, Tokens tokens)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization;
        if (header.Count > 0)
        {
            var caller = header.Count == 1 && Bearer(header.ToString()) is { } token ? await tokens.VerifyAsync(token) : null;
            context.Features.Set(caller ?? throw ProblemException.Unauthenticated("The authentication token is invalid or has expired."));
        }

        await next(context);
    }

    private static string? Bearer(string header)
        => header.Split(' ') is [var scheme, { Length: > 0 } token] && scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)
            ? token
            : null;
}
