namespace Migration.Dashboard.Migrating.Traffic;

/// <summary>The names by which the router tells of itself.</summary>
internal static class RouterTelemetry
{
    public const string Meter = "Migration.TrafficRouter";
    public const string Duration = "traffic_router.request.duration";
    public const string Decisions = "traffic_router.decisions";
    public const string Fallbacks = "traffic_router.fallbacks";
    public const string Operation = "traffic_router.operation";
    public const string Arm = "traffic_router.arm";
    public const string Reason = "traffic_router.reason";
    public const string Cause = "traffic_router.cause";
    public const string ServedBy = "traffic_router.served_by";
    public const string Error = "error.type";
    public const string Microservice = "microservice";
    public const string Fallback = "monolith-fallback";
    public const string BreakerMoved = "BreakerMoved";
}
