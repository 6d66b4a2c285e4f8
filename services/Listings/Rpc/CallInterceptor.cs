using Grpc.Core;
using Grpc.Core.Interceptors;
using Migration.Listings.Telemetry;

namespace Migration.Listings.Rpc;

/// <summary>
/// What every call goes through: it is counted, admitted, its caller made known, and its failure given a status. One interceptor for
/// all of it, since each more is a state machine and a closure a call; a read by a token-less caller waits in none of the steps.
/// </summary>
internal sealed class CallInterceptor(
    Admission admission, CallerAuthentication callers, FailureStatus failures, ListingsMetrics metrics, TimeProvider time) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        var started = time.GetTimestamp();
        var code = StatusCode.OK;
        var isAdmitted = false;
        metrics.CallBegins();
        try
        {
            admission.Enter();
            isAdmitted = true;
            admission.CheckAddress(context);
            await callers.AuthenticateAsync(context);
            return await continuation(request, context);
        }
        catch (Exception failure)
        {
            var answer = failures.Of(failure, context);
            code = answer.StatusCode;
            if (ReferenceEquals(answer, failure))
            {
                throw;
            }

            throw answer;
        }
        finally
        {
            if (isAdmitted)
            {
                admission.Leave();
            }

            metrics.CallEnds(context.Method, code, time.GetElapsedTime(started));
        }
    }

    /// <summary>The same steps; the stream stands where the request does.</summary>
    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
        => UnaryServerHandler(requestStream, context, (stream, call) => continuation(stream, call));
}
