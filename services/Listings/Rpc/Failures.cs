using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace Migration.Listings.Rpc;

/// <summary>
/// Failures as google.rpc.Status: the code for whoever decides what to do, an ErrorInfo whose reason a program can tell apart. The reasons
/// are part of the contract: services/Contracts/README.md lists them.
/// </summary>
internal static class Failures
{
    /// <summary>In the trailers of a call that was refused before anything of it was done.</summary>
    public const string NotStartedTrailer = "x-migration-not-started";

    public const string NotStarted = "NOT_STARTED";
    public const string Overloaded = "OVERLOADED";

    private const string Domain = "listings.v1";

    public static RpcException NotFound(string what, long id)
        => Make(StatusCode.NotFound, $"{what} {id} does not exist", "NOT_FOUND");

    /// <summary>One in quarantine never came here, and is still the monolith's.</summary>
    public static RpcException Missing(long listingId, bool isQuarantined) => isQuarantined
        ? Make(StatusCode.NotFound, $"listing {listingId} is in quarantine", "QUARANTINED")
        : NotFound("listing", listingId);

    public static RpcException NotOwner(string reason) => Make(StatusCode.PermissionDenied, reason, "NOT_OWNER");

    public static RpcException AdminOnly() => Make(StatusCode.PermissionDenied, "the admin role is needed", "ADMIN_ONLY");

    public static RpcException Unauthenticated(string reason) => Make(StatusCode.Unauthenticated, reason, "TOKEN_REFUSED");

    public static RpcException Precondition(string reason, string message) => Make(StatusCode.FailedPrecondition, message, reason);

    public static RpcException Aborted(string reason, string message) => Make(StatusCode.Aborted, message, reason);

    public static RpcException Unavailable(string message, string reason) => Make(StatusCode.Unavailable, message, reason);

    public static RpcException Malformed(string message) => Make(StatusCode.InvalidArgument, message, "MALFORMED");

    public static RpcException RateLimited(string whose, TimeSpan retryAfter) => Make(
        StatusCode.ResourceExhausted, $"too many calls of this {whose}", "RATE_LIMITED", Retry(retryAfter));

    public static RpcException Overload(TimeSpan retryAfter)
        => Make(StatusCode.ResourceExhausted, "the service has too much to do at once", Overloaded, Retry(retryAfter));

    /// <summary>Nothing of the call was done, here or in the database: another side may do it without asking.</summary>
    public static RpcException RefusedBeforeStart(string message, string reason = NotStarted)
    {
        var failure = Make(StatusCode.Unavailable, message, reason);
        failure.Trailers.Add(NotStartedTrailer, "true");
        return failure;
    }

    private static RetryInfo Retry(TimeSpan after) => new() { RetryDelay = Duration.FromTimeSpan(after) };

    private static RpcException Make(StatusCode code, string message, string reason, IMessage? more = null)
    {
        var status = new Google.Rpc.Status
        {
            Code = (int)code,
            Message = message,
            Details = { Any.Pack(new ErrorInfo { Domain = Domain, Reason = reason }) },
        };
        if (more is not null)
        {
            status.Details.Add(Any.Pack(more));
        }

        return status.ToRpcException();
    }
}
