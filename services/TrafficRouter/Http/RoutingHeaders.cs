namespace Migration.TrafficRouter.Http;

/// <summary>The names of the headers and cookies that the router reads and writes.</summary>
public static class RoutingHeaders
{
    public const string ServedBy = "X-Served-By";
    public const string Reason = "X-Routing-Reason";
    public const string Arm = "X-Routing-Arm";
    public const string Bucket = "X-Routing-Bucket";
    public const string Flag = "X-Routing-Flag";
    public const string FlagVersion = "X-Routing-Flag-Version";
    public const string Seed = "X-Routing-Seed";
    public const string Fallback = "X-Routing-Fallback";
    public const string Variants = "X-Routing-Variants";

    /// <summary>Asks for a side: obeyed only where the options allow it.</summary>
    public const string Forced = "X-Route-To";

    public const string VisitorId = "X-Visitor-Id";
    public const string VisitorCookie = "visitor_id";
    public const string IdempotencyKey = "Idempotency-Key";

    /// <summary>Where the user's newest write stands.</summary>
    public const string PositionCookie = "migration_position";
}
