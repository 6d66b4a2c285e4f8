using Migration.TrafficRouter.Decisions;
using Migration.TrafficRouter.Http;

namespace Migration.Monolith.Routing;

/// <summary>
/// Every answer says which side gave it and why, failures included. What is not routed is the monolith's; the router
/// overwrites this where it decides.
/// </summary>
internal sealed class ServedByMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        context.Response.Headers[RoutingHeaders.ServedBy] = SideNames.Monolith;
        context.Response.Headers[RoutingHeaders.Reason] = RoutingReasonNames.Default;
        return next(context);
    }
}
