using Grpc.Core;
using Migration.Monolith.Microservice;
using Migration.Monolith.Routing;
using Migration.TrafficRouter.Calls;
using Migration.TrafficRouter.Flags;
using Npgsql;

namespace Migration.Monolith.Problems;

/// <summary>
/// Gives every failed request an RFC 9457 body: thrown problems, unreadable requests, a database that is away, and the
/// bare 404 and 405 of routing.
/// </summary>
internal sealed partial class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null })
            {
                await ProblemWriter.WriteAsync(context, Bare(context));
            }
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            LogCallerLeft(logger, context.Request.Method);
            context.Abort();
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            var problem = Translate(failure, context);
            if (problem.Status >= 500)
            {
                LogFailed(logger, failure, context.Request.Method, context.Request.Path, problem.Status);
            }

            await ProblemWriter.WriteAsync(context, problem);
        }
    }

    private static Problem Translate(Exception failure, HttpContext context) => failure switch
    {
        ProblemException known => known.Problem,
        RpcException rpc => RpcProblems.From(rpc, context),
        OutcomeUnknownException unknown => RpcProblems.From(unknown),
        FallbackTimeoutException late => RpcProblems.From(late),
        FlagRefusedException refused => FlagProblems.From(refused),
        StaleVersionException stale => FlagProblems.From(stale),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } large
            => ProblemException.TooLarge(large.Message).Problem,
        BadHttpRequestException bad => new Problem(bad.StatusCode, "malformed_request", "The request cannot be read", bad.Message),
        // Class 22 is "data exception": the value itself is what the database refuses.
        PostgresException { SqlState: ['2', '2', ..] } refused
            => ProblemException.Malformed($"The database refuses a value: {refused.MessageText}").Problem,
        PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation } orphan
            => ProblemException.Conflict($"What the request refers to is no longer there ({orphan.ConstraintName}).").Problem,
        NpgsqlException { IsTransient: true } or NpgsqlException and not PostgresException or TimeoutException => Unavailable,
        // Connection, sign-in, missing database, lack of resources, operator's intervention: nobody can be served.
        PostgresException { SqlState: ['0', '8', ..] or ['2', '8', ..] or ['3', 'D', ..] or ['5', '3', ..] or ['5', '7', ..] }
            => Unavailable,
        _ => Internal,
    };

    private static Problem Unavailable { get; } = new(
        StatusCodes.Status503ServiceUnavailable, "unavailable", "The database does not answer", "Try again in a moment.");

    private static Problem Internal { get; } = new(
        StatusCodes.Status500InternalServerError,
        "internal",
        "Something failed here",
        "The request could not be completed; the trace id leads to the cause.");

    private static Problem Bare(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => ProblemException.NotFound("resource", context.Request.Path).Problem,
        StatusCodes.Status405MethodNotAllowed => new Problem(
            StatusCodes.Status405MethodNotAllowed,
            "method_not_allowed",
            "Method not allowed",
            $"{context.Request.Method} is not possible here; allowed: {context.Response.Headers.Allow}."),
        var status => new Problem(status, "refused", "The request was refused", $"The request was refused with status {status}."),
    };

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "{Method} {Path} failed with {Status}")]
    private static partial void LogFailed(ILogger logger, Exception failure, string method, string path, int status);

    [LoggerMessage(EventId = 2, Level = LogLevel.Debug, Message = "{Method}: the caller left before the answer")]
    private static partial void LogCallerLeft(ILogger logger, string method);
}
