using System.Runtime.CompilerServices;
using Grpc.Core;
using Migration.TrafficRouter.Resilience;
using Polly;

namespace Migration.TrafficRouter.Calls;

/// <summary>One call of a route at the microservice: the state that goes through its pipeline.</summary>
internal sealed class RoutedCall<TArgs, TResult>(Route<TArgs, TResult> route, TArgs args, RouteRequest request, TimeProvider time, long started)
    : CallState(request, route.Idempotency, time, started)
{
    public ValueTask<Outcome<TResult>> RunAsync(ResiliencePipeline pipeline)
        => pipeline.ExecuteOutcomeAsync(static (_, call) => call.AttemptAsync(), Context, this);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Outcome<TResult>> AttemptAsync()
    {
        var attempt = new MicroserviceCall(Request, Attempts, AttemptDeadline, AttemptEnds);
        try
        {
            var result = await route.Microservice(args, attempt);
            Request.Outcome.Position = attempt.Position;
            return Outcome.FromResult(result);
        }
        catch (RpcException cancelled) when (cancelled.StatusCode == StatusCode.Cancelled && AttemptEnds.IsCancellationRequested)
        {
            return Outcome.FromException<TResult>(new OperationCanceledException(cancelled.Status.Detail, cancelled, AttemptEnds));
        }
        catch (Exception failure)
        {
            return Outcome.FromException<TResult>(failure);
        }
    }
}
