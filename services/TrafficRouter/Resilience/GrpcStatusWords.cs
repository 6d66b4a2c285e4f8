using Grpc.Core;

namespace Migration.TrafficRouter.Resilience;

internal static class GrpcStatusWords
{
    public static string Of(StatusCode code) => code switch
    {
        StatusCode.NotFound => "not_found",
        StatusCode.InvalidArgument => "invalid_argument",
        StatusCode.AlreadyExists => "already_exists",
        StatusCode.PermissionDenied => "permission_denied",
        StatusCode.Unauthenticated => "unauthenticated",
        StatusCode.FailedPrecondition => "failed_precondition",
        StatusCode.OutOfRange => "out_of_range",
        _ => "unknown",
    };
}
