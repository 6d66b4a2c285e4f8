using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using Migration.TrafficRouter.Decisions;
using Migration.TrafficRouter.Resilience;
using Migration.TrafficRouter.Telemetry;
using Migration.TrafficRouter.WriteSides;
using Polly;

namespace Migration.TrafficRouter.Calls;

/// <summary>Decides where a request goes, sends it there, and falls back to the monolith where that is right.</summary>
public sealed partial class RequestRouter(
    DecisionEngine engine,
    OperationRegistry operations,
    RouterServices services,
    TrafficRouterOptions options,
    TimeProvider time,
    ILogger<RequestRouter> logger)
{
    private readonly RouterMetrics _metrics = services.Metrics;

    /// <exception cref="RpcException">The microservice answered with an error that is the request's own.</exception>
    /// <exception cref="OutcomeUnknownException">Nobody knows whether a write has been done.</exception>
    /// <exception cref="FallbackTimeoutException">Neither side answered in time.</exception>
    public async Task<TResult> RouteAsync<TArgs, TResult>(Route<TArgs, TResult> route, TArgs args, RouteRequest request)
    {
        ArgumentNullException.ThrowIfNull(route);
        ArgumentNullException.ThrowIfNull(request);
        var started = time.GetTimestamp();
        var flag = route.Flag ?? options.Flag;
        var begun = started;
        Decide(flag, route, args, request, started);
        if (ScopeOf(route, request) is { } scope)
        {
            await ClaimAsync(scope, request);
            begun = time.GetTimestamp();
        }

        Tell(route.Name, request.Outcome.Decision);
        var error = "";
        try
        {
            TResult result;
            if (request.Outcome.Decision.Side == Side.Monolith)
            {
                result = await route.Monolith(args, request.CancellationToken);
            }
            else
            {
                var call = route.Calls.Get();
                call.Begin(args, request, time, begun);
                var outcome = await CallMicroserviceAsync(call, route.Name);
                request.Outcome.Attempts = call.Attempts;
                result = outcome.Exception is { } failure ? await ResolveAsync(route, args, call, failure) : call.Result;

                // One whose failure is the caller's too is left to the collector.
                route.Calls.Return(call);
            }

            services.Shadow.Offer(route, args, request, result);
            return result;
        }
        catch (Exception failure)
        {
            error = failure is RpcException rpc ? rpc.StatusCode.ToString() : failure.GetType().Name;
            throw;
        }
        finally
        {
            _metrics.Served(route.Name, request.Outcome, time.GetElapsedTime(started), error);
            RouterActivity.Tag(Activity.Current, route.Name, request.Outcome);
        }
    }

    private void Decide<TArgs, TResult>(string flag, Route<TArgs, TResult> route, TArgs args, RouteRequest request, long now)
    {
        var wishes = route.Idempotency == Idempotency.Safe ? request.Override : request.Override with { Pinned = null };
        var decision = engine.Decide(flag, request.Subject, wishes, now, out var compiled);
        if (decision.Side == Side.Microservice && route.IsInContract?.Invoke(args) == false)
        {
            decision = decision with { Side = Side.Monolith, Reason = RoutingReason.OutsideContract };
        }

        Note(request, decision);
        request.Outcome.Variants = compiled?.DescribeVariants(request.Subject);
    }

    private static void Note(RouteRequest request, in RoutingDecision decision)
    {
        request.Outcome.Decision = decision;
        request.Outcome.ServedBy = decision.Side.ToWord();
    }

    private void Tell(string operation, in RoutingDecision decision)
    {
        _metrics.Decided(operation, decision);
        Log.Decided(logger, operation, decision.Side, decision.Reason, decision.Bucket, decision.FlagVersion);
    }

    /// <summary>
    /// A write with a key runs where that key ran before. If that is the microservice and the flag forbids it by now, nobody
    /// can say what became of the write, and doing it here might do it twice.
    /// </summary>
    private async Task ClaimAsync(WriteScope scope, RouteRequest request)
    {
        var decided = request.Outcome.Decision;
        var claim = await services.Sides.ClaimAsync(scope, decided.Side, request.CancellationToken);
        request.IsRepeat = !claim.IsNew;
        if (claim.Side == decided.Side)
        {
            return;
        }

        if (claim.Side == Side.Microservice && engine.IsKilled(decided.Flag))
        {
            throw new OutcomeUnknownException(scope.Operation, decided.Reason.ToWord(), null);
        }

        Note(request, decided with { Side = claim.Side, Reason = RoutingReason.KeyClaimed });
    }

    private static WriteScope? ScopeOf<TArgs, TResult>(Route<TArgs, TResult> route, RouteRequest request)
        => route.Idempotency == Idempotency.Keyed && request is { IdempotencyKey: { } key, Subject.UserId: > 0 and var userId }
            ? new WriteScope(userId, route.Name, key)
            : null;

    /// <summary>Not asynchronous itself: an answer comes through every method that waits for it.</summary>
    private ValueTask<Outcome<Ended>> CallMicroserviceAsync(CallState call, string operation)
    {
        services.Budget.Called(call.Started);
        return operations.Get(operation, call.Idempotency, call.Request.Outcome.Decision.Flag).Pipeline
            .ExecuteOutcomeAsync(static (_, handle) => new ValueTask<Outcome<Ended>>(handle.Call.EndAttempt()), call.Context, new CallHandle(call));
    }

    /// <summary>The call has failed for good: answer with the monolith, with the error, or with "nobody knows".</summary>
    private async Task<TResult> ResolveAsync<TArgs, TResult>(Route<TArgs, TResult> route, TArgs args, CallState call, Exception failure)
    {
        var request = call.Request;
        request.CancellationToken.ThrowIfCancellationRequested();
        var last = call.Last;
        var mayHaveStarted = call.MayHaveStarted || request.IsRepeat;
        if (route.Idempotency == Idempotency.Safe ? last.FallsBack : last.NeverStarted && !mayHaveStarted)
        {
            return await MoveToMonolithAsync(route, args, request, last.Cause, failure);
        }

        if (failure is RpcException { StatusCode: StatusCode.NotFound } missing && await IsQuarantinedAsync(route, args, missing, request.CancellationToken))
        {
            return await MoveToMonolithAsync(route, args, request, "quarantined", failure);
        }

        if (route.Idempotency != Idempotency.Safe && mayHaveStarted && !last.IsAnswer)
        {
            throw new OutcomeUnknownException(route.Name, last.Cause, failure);
        }

        ExceptionDispatchInfo.Throw(failure);
        throw failure;
    }

    private static async ValueTask<bool> IsQuarantinedAsync<TArgs, TResult>(
        Route<TArgs, TResult> route, TArgs args, RpcException missing, CancellationToken cancellationToken)
        => CodeTable.IsQuarantined(missing) || (route.IsQuarantined is { } isQuarantined && await isQuarantined(args, cancellationToken));

    /// <summary>A repeat of the write is the monolith's from now on.</summary>
    private async Task<TResult> MoveToMonolithAsync<TArgs, TResult>(
        Route<TArgs, TResult> route, TArgs args, RouteRequest request, string cause, Exception failure)
    {
        if (ScopeOf(route, request) is { } scope)
        {
            await services.Sides.MoveToMonolithAsync(scope, request.CancellationToken);
        }

        return await FallBackAsync(route, args, request, cause, failure);
    }

    private async Task<TResult> FallBackAsync<TArgs, TResult>(
        Route<TArgs, TResult> route, TArgs args, RouteRequest request, string cause, Exception failure)
    {
        request.Outcome.ServedBy = SideNames.Fallback;
        request.Outcome.FallbackCause = cause;
        _metrics.FellBack(route.Name, cause);
        Log.FellBack(logger, route.Name, cause, request.Outcome.Attempts, failure.Message);
        using var limit = new CancellationTokenSource(CallTimes.Within(CallTimes.Fallback, request.Deadline, time), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, request.CancellationToken);
        try
        {
            return await route.Monolith(args, either.Token);
        }
        catch (Exception late) when (limit.IsCancellationRequested && !request.CancellationToken.IsCancellationRequested)
        {
            throw new FallbackTimeoutException(route.Name, cause, late);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(10, LogLevel.Debug, "{Operation} -> {Side}: {Reason}, bucket {Bucket}, flag version {Version}", EventName = "Decided")]
        public static partial void Decided(ILogger logger, string operation, Side side, RoutingReason reason, int bucket, long version);

        [LoggerMessage(11, LogLevel.Warning, "{Operation} fell back to the monolith: {Cause} after {Attempts} attempts ({Detail})", EventName = "FellBack")]
        public static partial void FellBack(ILogger logger, string operation, string cause, int attempts, string detail);
    }
}
