using System.Net.Sockets;
using Google.Rpc;
using Grpc.Core;
using Polly.Timeout;
using StatusCode = Grpc.Core.StatusCode;

namespace Migration.TrafficRouter.Resilience;

/// <summary>
/// From the way in which an attempt ended to what follows from it. UNAVAILABLE may come after the work was done, so by itself it
/// never proves that a write did not start; a connection that was never made, and the marker of a server that is draining, do.
/// </summary>
internal static class CodeTable
{
    public const string NotStartedTrailer = "x-migration-not-started";
    private const string NotStartedReason = "NOT_STARTED";
    private const string OverloadedReason = "OVERLOADED";
    private const string QuarantinedReason = "QUARANTINED";

    /// <summary>HTTP/2's REFUSED_STREAM: nothing of the request has been worked on (RFC 9113, section 8.7).</summary>
    private const long RefusedStream = 7;

    /// <param name="failure">Null when the attempt succeeded.</param>
    /// <param name="callerLeft">The caller has cancelled.</param>
    /// <param name="hadFullTime">The attempt could use its whole attempt timeout; a shorter one says nothing when it runs out.</param>
    public static Judgement Judge(Exception? failure, bool callerLeft, bool hadFullTime) => failure switch
    {
        null => Judgement.Answered,
        BreakerOpenException open => new(Verdict.Ignored, MayRepeat: false, FallsBack: true, "breaker_open")
        {
            NeverStarted = true,
            RetryAfter = open.RetryAfter,
        },
        RpcException answer when IsAnswer(answer.StatusCode) => Answer(answer.StatusCode),
        _ when callerLeft => new(Verdict.Ignored, MayRepeat: false, FallsBack: false, "cancelled"),
        RpcException rpc => Judge(rpc, hadFullTime),
        TimeoutRejectedException or OperationCanceledException => Late(hadFullTime),
        _ => new(Verdict.Failure, MayRepeat: false, FallsBack: true, "exception"),
    };

    /// <summary>Whether what is missing was refused on its way to the microservice, so that the monolith has it and the microservice does not.</summary>
    public static bool IsQuarantined(RpcException failure)
        => failure.StatusCode == StatusCode.NotFound && HasReason(failure, QuarantinedReason);

    private static Judgement Judge(RpcException failure, bool hadFullTime)
    {
        if (IsNotStarted(failure))
        {
            return new(Verdict.Failure, MayRepeat: true, FallsBack: true, "not_started") { NeverStarted = true };
        }

        return failure.StatusCode switch
        {
            StatusCode.Unavailable when IsUnconnected(failure.Status.DebugException)
                => new(Verdict.Failure, MayRepeat: true, FallsBack: true, "connection_refused") { NeverStarted = true },
            StatusCode.Unavailable => new(Verdict.Failure, MayRepeat: true, FallsBack: true, "unavailable"),
            StatusCode.DeadlineExceeded => Late(hadFullTime),
            StatusCode.ResourceExhausted => Exhausted(failure),
            StatusCode.Aborted => new(Verdict.Success, MayRepeat: true, FallsBack: true, "aborted") { IsRefusal = true },
            StatusCode.Unimplemented => new(Verdict.Ignored, MayRepeat: false, FallsBack: true, "unimplemented") { IsRefusal = true },
            StatusCode.Internal => new(Verdict.Failure, MayRepeat: false, FallsBack: true, "internal"),
            StatusCode.DataLoss => new(Verdict.Failure, MayRepeat: false, FallsBack: true, "data_loss"),

            // Cancelled by the other side, nobody knows why.
            StatusCode.Cancelled => new(Verdict.Failure, MayRepeat: false, FallsBack: true, "cancelled_by_peer"),
            _ => new(Verdict.Failure, MayRepeat: false, FallsBack: true, "unknown"),
        };
    }

    private static bool IsAnswer(StatusCode code)
        => code is StatusCode.NotFound or StatusCode.InvalidArgument or StatusCode.AlreadyExists or StatusCode.PermissionDenied
            or StatusCode.Unauthenticated or StatusCode.FailedPrecondition or StatusCode.OutOfRange;

    private static Judgement Answer(StatusCode code)
        => new(Verdict.Success, MayRepeat: false, FallsBack: false, GrpcStatusWords.Of(code)) { IsAnswer = true };

    private static Judgement Late(bool hadFullTime)
        => new(hadFullTime ? Verdict.Failure : Verdict.Ignored, MayRepeat: true, FallsBack: true, "deadline_exceeded");

    private static Judgement Exhausted(RpcException failure)
    {
        var status = failure.GetRpcStatus();
        if (!HasReason(failure, OverloadedReason))
        {
            return new(Verdict.Success, MayRepeat: false, FallsBack: false, "resource_exhausted") { IsRefusal = true };
        }

        return new(Verdict.Failure, MayRepeat: true, FallsBack: true, "overloaded")
        {
            IsRefusal = true,
            RetryAfter = status?.GetDetail<RetryInfo>()?.RetryDelay?.ToTimeSpan(),
        };
    }

    private static bool IsNotStarted(RpcException failure)
        => string.Equals(failure.Trailers.GetValue(NotStartedTrailer), "true", StringComparison.OrdinalIgnoreCase)
            || HasReason(failure, NotStartedReason);

    private static bool HasReason(RpcException failure, string reason)
        => string.Equals(failure.GetRpcStatus()?.GetDetail<ErrorInfo>()?.Reason, reason, StringComparison.Ordinal);

    /// <summary>No connection was made, so no byte of the request has left; or the server says that it has not looked at it.</summary>
    private static bool IsUnconnected(Exception? cause)
    {
        for (; cause is not null; cause = cause.InnerException)
        {
            if (cause is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError }
                or SocketException { SocketErrorCode: SocketError.ConnectionRefused or SocketError.HostUnreachable or SocketError.HostNotFound }
                or HttpProtocolException { ErrorCode: RefusedStream })
            {
                return true;
            }
        }

        return false;
    }
}
