using System.Diagnostics;
using Migration.TrafficRouter.Calls;
using Migration.TrafficRouter.Decisions;

namespace Migration.TrafficRouter.Telemetry;

/// <summary>The decision record on the request's own span.</summary>
internal static class RouterActivity
{
    public static void Tag(Activity? activity, string operation, RouteOutcome outcome)
    {
        if (activity is not { IsAllDataRequested: true })
        {
            return;
        }

        var decision = outcome.Decision;
        activity.SetTag(RouterMetrics.OperationTag, operation);
        activity.SetTag(RouterMetrics.ArmTag, decision.Side.ToWord());
        activity.SetTag(RouterMetrics.ReasonTag, decision.Reason.ToWord());
        activity.SetTag("traffic_router.served_by", outcome.ServedBy);
        activity.SetTag("feature_flag.key", decision.Flag);
        activity.SetTag("feature_flag.version", decision.FlagVersion);
        activity.SetTag("traffic_router.bucket", decision.Bucket);
        activity.SetTag("traffic_router.seed", decision.Seed);
        if (outcome.Attempts > 0)
        {
            activity.SetTag("traffic_router.attempts", outcome.Attempts);
        }

        if (outcome.FallbackCause is { } cause)
        {
            activity.SetTag("traffic_router.fallback_cause", cause);
        }

        if (outcome.Variants is { } variants)
        {
            activity.SetTag("traffic_router.variants", variants);
        }
    }
}
