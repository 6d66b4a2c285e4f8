using System.Collections.Frozen;

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

    /// <summary>
    /// Answers that are right, though not what the caller wished for: the microservice says them as a status of gRPC, the monolith throws what it
    /// answers with 4xx, and a caller who leaves is nobody's fault. A side that is asked for a listing that is not there has not failed.
    /// </summary>
    public static readonly FrozenSet<string> OwnErrors = FrozenSet.Create(
        StringComparer.Ordinal,
        "NotFound", "InvalidArgument", "AlreadyExists", "PermissionDenied", "Unauthenticated", "FailedPrecondition", "OutOfRange", "Cancelled",
        "ProblemException", "OperationCanceledException", "TaskCanceledException");
}
