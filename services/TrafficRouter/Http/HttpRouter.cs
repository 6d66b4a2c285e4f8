using System.Globalization;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Migration.TrafficRouter.Calls;
using Migration.TrafficRouter.Decisions;
using Migration.TrafficRouter.Positions;

namespace Migration.TrafficRouter.Http;

/// <summary>The router for requests that come over HTTP: reads what bears on the decision, and says in headers what was decided.</summary>
public sealed class HttpRouter(RequestRouter router, ReadYourWrites positions, TrafficRouterOptions options)
{
    public async Task<TResult> RouteAsync<TArgs, TResult>(HttpContext context, Route<TArgs, TResult> route, TArgs args)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(route);
        var isRead = route.Idempotency == Idempotency.Safe;
        var subject = SubjectOf(context);
        var pinned = isRead
            ? await positions.FindPinAsync(context.Request.Cookies[RoutingHeaders.PositionCookie], subject, context.RequestAborted)
            : null;
        var request = new RouteRequest
        {
            Subject = subject,
            Override = new RoutingOverride(ForcedSide(context), pinned),
            Metadata = MetadataOf(context),
            IdempotencyKey = isRead ? null : IdempotencyKeyOf(context),
            CancellationToken = context.RequestAborted,
            AfterAnswer = action => context.Response.OnCompleted(() =>
            {
                action();
                return Task.CompletedTask;
            }),
        };
        try
        {
            var result = await router.RouteAsync(route, args, request);
            if (!isRead && subject.UserId > 0)
            {
                await KeepPositionAsync(context, request, subject.UserId);
            }

            return result;
        }
        finally
        {
            WriteHeaders(context.Response.Headers, request.Outcome);
        }
    }

    /// <summary>The key of a write, if it is one: 1 to 128 visible ASCII characters.</summary>
    public static string? IdempotencyKeyOf(HttpContext context)
        => context.Request.Headers[RoutingHeaders.IdempotencyKey] is { Count: 1 } values
            && values[0] is { Length: > 0 and <= 128 } key
            && key.All(letter => letter is > ' ' and < (char)127)
            ? key
            : null;

    private RoutingSubject SubjectOf(HttpContext context)
    {
        if (options.UserOf(context) is > 0 and var userId)
        {
            return RoutingSubject.User(userId);
        }

        var visitor = context.Request.Headers[RoutingHeaders.VisitorId];
        return RoutingSubject.Visitor(visitor.Count == 1 ? visitor[0] : context.Request.Cookies[RoutingHeaders.VisitorCookie]);
    }

    private Side? ForcedSide(HttpContext context)
        => options.AllowForcedSide && SideNames.TryParse(context.Request.Headers[RoutingHeaders.Forced], out var side) ? side : null;

    private static Metadata MetadataOf(HttpContext context)
    {
        var metadata = new Metadata();
        if (context.Request.Headers.Authorization is { Count: 1 } values && values[0] is { Length: > 0 } token)
        {
            metadata.Add("authorization", token);
        }

        return metadata;
    }

    private async Task KeepPositionAsync(HttpContext context, RouteRequest request, long userId)
    {
        var outcome = request.Outcome;
        var position = await positions.NoteAsync(outcome.ServedSide, outcome.Position, userId, context.RequestAborted);
        context.Response.Cookies.Append(RoutingHeaders.PositionCookie, position.ToString(), new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = ReadYourWrites.Longest,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
        });
    }

    private static void WriteHeaders(IHeaderDictionary headers, RouteOutcome outcome)
    {
        var decision = outcome.Decision;
        if (decision.Flag is null)
        {
            return;
        }

        headers[RoutingHeaders.ServedBy] = outcome.ServedBy;
        headers[RoutingHeaders.Reason] = decision.Reason.ToWord();
        headers[RoutingHeaders.Arm] = decision.Side.ToWord();
        headers[RoutingHeaders.Flag] = decision.Flag;
        headers[RoutingHeaders.FlagVersion] = decision.FlagVersion.ToString(CultureInfo.InvariantCulture);
        headers[RoutingHeaders.Bucket] = decision.Bucket.ToString(CultureInfo.InvariantCulture);
        headers[RoutingHeaders.Seed] = decision.Seed;
        if (outcome.FallbackCause is { } cause)
        {
            headers[RoutingHeaders.Fallback] = cause;
        }

        if (outcome.Variants is { } variants)
        {
            headers[RoutingHeaders.Variants] = variants;
        }
    }
}
