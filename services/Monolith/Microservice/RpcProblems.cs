using Google.Rpc;
using Grpc.Core;
using Migration.Monolith.Problems;
using Migration.TrafficRouter.Calls;
using StatusCode = Grpc.Core.StatusCode;

namespace Migration.Monolith.Microservice;

/// <summary>The microservice's errors as the problems that the monolith's own code would have told.</summary>
internal static class RpcProblems
{
    private const string OverloadedReason = "OVERLOADED";

    public static Problem From(RpcException failure, HttpContext context) => failure.StatusCode switch
    {
        StatusCode.NotFound => ProblemException.NotFound("listing", (string?)context.Request.RouteValues["id"] ?? "").Problem,
        StatusCode.InvalidArgument or StatusCode.OutOfRange => Invalid(failure),
        StatusCode.PermissionDenied => ProblemException.Forbidden(failure.Status.Detail).Problem,
        StatusCode.Unauthenticated => ProblemException.Unauthenticated(failure.Status.Detail).Problem,
        StatusCode.FailedPrecondition => ProblemException.Conflict(failure.Status.Detail, Violations(failure)).Problem,
        StatusCode.AlreadyExists => new Problem(StatusCodes.Status409Conflict, "already_exists", "Already there", failure.Status.Detail),
        StatusCode.Aborted => new Problem(StatusCodes.Status409Conflict, "aborted", "Another change came between", failure.Status.Detail),
        StatusCode.ResourceExhausted when IsOverloaded(failure) => Unavailable("The microservice has too much to do at once."),
        StatusCode.ResourceExhausted => new Problem(StatusCodes.Status429TooManyRequests, "resource_exhausted", "Too much", failure.Status.Detail),
        StatusCode.Unimplemented => new Problem(
            StatusCodes.Status501NotImplemented, "not_implemented", "Not possible", "The microservice cannot do this."),
        _ => Unavailable("The microservice does not answer. Try again in a moment."),
    };

    public static Problem From(OutcomeUnknownException unknown) => new(
        StatusCodes.Status503ServiceUnavailable,
        "outcome_unknown",
        "Whether this was done is not known",
        $"The microservice did not answer ({unknown.Cause}). Repeat the request with the same Idempotency-Key: it is done once. "
            + "Without a key, look whether it was done before you repeat it.");

    public static Problem From(FallbackTimeoutException late)
        => Unavailable($"The microservice failed ({late.Cause}), and the monolith did not answer in its place in time.");

    private static Problem Unavailable(string detail) => new(StatusCodes.Status503ServiceUnavailable, "unavailable", "Not possible now", detail);

    private static Problem Invalid(RpcException failure)
        => Violations(failure) is { Count: > 0 } violations
            ? ProblemException.Invalid(violations).Problem
            : new Problem(StatusCodes.Status400BadRequest, "invalid_input", "The request breaks a rule", failure.Status.Detail);

    private static IReadOnlyList<FieldError> Violations(RpcException failure)
        => [.. (failure.GetRpcStatus()?.GetDetail<BadRequest>()?.FieldViolations ?? [])
            .Select(violation => new FieldError(violation.Field, null, violation.Description))];

    private static bool IsOverloaded(RpcException failure)
        => string.Equals(failure.GetRpcStatus()?.GetDetail<ErrorInfo>()?.Reason, OverloadedReason, StringComparison.Ordinal);
}
