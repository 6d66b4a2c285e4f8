using System.Net.Sockets;
using Google.Protobuf;
using Grpc.Core;
using Migration.Listings.Database;
using Migration.Listings.Security;
using Migration.Listings.Telemetry;
using Npgsql;

namespace Migration.Listings.Rpc;

/// <summary>
/// Gives every failure its status. What is out of reach is Unavailable, so that breakers and fallbacks see it; Internal is left for
/// what nobody has thought of, and says nothing of the inside.
/// </summary>
internal sealed partial class FailureStatus(ListingsMetrics metrics, TimeProvider time, ILogger<FailureStatus> logger)
{
    /// <summary>The failure itself where it has its status already.</summary>
    public RpcException Of(Exception failure, ServerCallContext context)
    {
        var answer = ToAnswer(failure, context);
        if (answer.StatusCode is StatusCode.Internal or StatusCode.Unknown)
        {
            context.GetHttpContext().Items[MalformedRequestMiddleware.ParsedKey] = true;
        }

        return answer;
    }

    private RpcException ToAnswer(Exception failure, ServerCallContext context)
    {
        switch (failure)
        {
            case RpcException rpc:
                return rpc;
            case OperationCanceledException or PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } or IOException
                when context.CancellationToken.IsCancellationRequested:
                return new RpcException(context.Deadline <= time.GetUtcNow().UtcDateTime
                    ? new Status(StatusCode.DeadlineExceeded, "the deadline has passed")
                    : new Status(StatusCode.Cancelled, "the call was cancelled"));
            case InvalidProtocolBufferException:
                return Failures.Malformed("the request cannot be parsed");
            case DatabaseNotReadyException:
                return Failures.RefusedBeforeStart(failure.Message);
            case TokenKeysUnavailableException:
                return Failures.RefusedBeforeStart(failure.Message, "TOKEN_KEYS_UNAVAILABLE");
            default:
                return ToAnswer(failure, context.Method);
        }
    }

    private RpcException ToAnswer(Exception failure, string method)
    {
        switch (failure)
        {
            case PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure }:
                return Failures.Aborted("CONFLICT", "another write came in between");
            case PostgresException { IsTransient: false, InvariantSeverity: not ("FATAL" or "PANIC") } refusal:
                Log.Unexpected(logger, method, refusal);
                metrics.Failed("database", refusal.SqlState);
                return new RpcException(new Status(StatusCode.Internal, "the database refused the statement"));
            case NpgsqlException or SocketException or TimeoutException:
                Log.DatabaseFailed(logger, method, failure);
                metrics.Failed("database", "unreachable");
                return Failures.Unavailable("the database cannot be reached", "DATABASE_UNAVAILABLE");
            default:
                Log.Unexpected(logger, method, failure);
                metrics.Failed("service", failure.GetType().Name);
                return new RpcException(new Status(StatusCode.Internal, "unexpected failure"));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(10, LogLevel.Warning, "{Method}: the database failed", EventName = "DatabaseFailed")]
        public static partial void DatabaseFailed(ILogger logger, string method, Exception exception);

        [LoggerMessage(11, LogLevel.Error, "{Method}: unexpected failure", EventName = "UnexpectedFailure")]
        public static partial void Unexpected(ILogger logger, string method, Exception exception);
    }
}
