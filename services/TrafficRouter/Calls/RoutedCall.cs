using Grpc.Core;
using Migration.TrafficRouter.Resilience;
using Polly;

namespace Migration.TrafficRouter.Calls;

/// <summary>One call of a route at the microservice: the state that goes through its pipeline.</summary>
internal sealed class RoutedCall<TArgs, TResult>(Route<TArgs, TResult> route) : CallState(route.Idempotency)
{
    private TArgs _args = default!;
    private MicroserviceCall? _attempt;
    private Task<TResult>? _running;

    /// <summary>What the microservice said; of a call that has not failed.</summary>
    public TResult Result { get; private set; } = default!;

    public void Begin(TArgs args, RouteRequest request, TimeProvider time, long started)
    {
        _args = args;
        Begin(request, time, started);
    }

    public override void Forget()
    {
        base.Forget();
        (_args, _attempt, _running, Result) = (default!, null, null, default!);
    }

    public override Task BeginAttemptAsync(CancellationToken ends)
    {
        try
        {
            _attempt = new MicroserviceCall(Request, Attempts, AttemptDeadline, ends);
            _running = route.Microservice(_args, _attempt)
                ?? throw new InvalidOperationException($"The microservice's delegate of the route \"{route.Name}\" gave no task: it must give one that ends with the answer.");
        }
        catch (Exception failure)
        {
            _running = Task.FromException<TResult>(failure);
        }

        return _running;
    }

    public override Outcome<Ended> EndAttempt()
    {
        try
        {
#pragma warning disable VSTHRD002 // It is over: this only gives its result, or throws what the delegate threw.
            Result = _running!.GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
            Request.Outcome.Position = _attempt!.Position;
            return Outcome.FromResult<Ended>(default);
        }
        catch (RpcException cancelled) when (cancelled.StatusCode == StatusCode.Cancelled && _attempt!.CancellationToken.IsCancellationRequested)
        {
            return Outcome.FromException<Ended>(new OperationCanceledException(cancelled.Status.Detail, cancelled, _attempt.CancellationToken));
        }
        catch (Exception failure)
        {
            return Outcome.FromException<Ended>(failure);
        }
    }
}
