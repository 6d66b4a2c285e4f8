using System.Globalization;
using System.Threading.Channels;
using Grpc.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Migration.TrafficRouter.Calls;
using Migration.TrafficRouter.Decisions;
using Migration.TrafficRouter.Flags;
using Migration.TrafficRouter.Resilience;
using Migration.TrafficRouter.Telemetry;

namespace Migration.TrafficRouter.Shadow;

/// <summary>
/// Repeats a sample of the reads on the side that did not serve them, after the answer has been sent, and compares. A full
/// queue drops; nothing that happens here is felt by a caller, counts for a breaker, or spends the retry budget.
/// </summary>
public sealed partial class ShadowReads(FlagSource flags, RouterMetrics metrics, TimeProvider time, Func<double> random, ILogger<ShadowReads> logger)
    : BackgroundService
{
    public const int QueueLength = 256;
    public const int MaxSamples = 100;
    private const int Workers = 2;

    /// <summary>For one repeated read.</summary>
    public static readonly TimeSpan Limit = CallTimes.Call;

    private readonly Channel<Func<CancellationToken, Task>> _queue
        = Channel.CreateBounded<Func<CancellationToken, Task>>(new BoundedChannelOptions(QueueLength) { FullMode = BoundedChannelFullMode.Wait });

    private readonly Lock _lock = new();
    private readonly Queue<ShadowSample> _samples = new();
    private long _equal;
    private long _different;
    private long _failed;
    private long _dropped;

    public ShadowReport Report()
    {
        lock (_lock)
        {
            return new ShadowReport(_equal, _different, _failed, _dropped, [.. _samples]);
        }
    }

    /// <summary>Takes the read into the sample if it is one, is comparable, and the flag asks for it.</summary>
    internal void Offer<TArgs, TResult>(Route<TArgs, TResult> route, TArgs args, RouteRequest request, TResult answer)
    {
        if (route is not { Idempotency: Idempotency.Safe, Compare: not null } || request.Outcome.FallbackCause is not null || !IsSampled(request))
        {
            return;
        }

        Schedule(route, args, request, (request.Outcome.ServedSide, answer));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => WorkAsync(stoppingToken)));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is still in the queue has been answered long ago; nobody waits for the comparison.
        }
    }

    /// <summary>Apart from <see cref="Offer"/>, so that a read that is no sample pays for no closure.</summary>
    private void Schedule<TArgs, TResult>(Route<TArgs, TResult> route, TArgs args, RouteRequest request, (Side Side, TResult Answer) served)
    {
        var metadata = request.Metadata;
        if (request.AfterAnswer is { } afterAnswer)
        {
            afterAnswer(Enqueue);
        }
        else
        {
            Enqueue();
        }

        void Enqueue()
        {
            if (!_queue.Writer.TryWrite(stopping => CompareAsync(route, args, new RouteRequest { Subject = default, Metadata = metadata }, served, stopping)))
            {
                Count(route.Name, ref _dropped, "dropped");
            }
        }
    }

    private bool IsSampled(RouteRequest request)
        => flags.Current?.Find(request.Outcome.Decision.Flag)?.Definition is { Enabled: true, ShadowPercent: > 0 } flag
            && random() * 100 < (double)flag.ShadowPercent;

    private async Task WorkAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await foreach (var read in _queue.Reader.ReadAllAsync(stoppingToken))
        {
            await read(stoppingToken);
        }
    }

    private async Task CompareAsync<TArgs, TResult>(
        Route<TArgs, TResult> route, TArgs args, RouteRequest request, (Side Side, TResult Answer) served, CancellationToken stoppingToken)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stoppingToken);
        try
        {
            IReadOnlyList<FieldDifference> differences;
            if (served.Side == Side.Monolith)
            {
                var call = new MicroserviceCall(request, 1, (time.GetUtcNow() + Limit).UtcDateTime, either.Token);
                differences = route.Compare!(served.Answer, await route.Microservice(args, call));
            }
            else
            {
                differences = route.Compare!(await route.Monolith(args, either.Token), served.Answer);
            }

            Note(route.Name, args, differences);
        }
        catch (RpcException missing) when (missing.StatusCode == StatusCode.NotFound)
        {
            Note(route.Name, args, [new FieldDifference("(existence)", "found", "not found")]);
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            Count(route.Name, ref _failed, "failed");
            Log.Failed(logger, route.Name, failure.Message);
        }
    }

    private void Note<TArgs>(string operation, TArgs args, IReadOnlyList<FieldDifference> differences)
    {
        if (differences.Count == 0)
        {
            Count(operation, ref _equal, "equal");
            return;
        }

        var sample = new ShadowSample(operation, FlagRules.Shorten(Convert.ToString(args, CultureInfo.InvariantCulture) ?? ""), time.GetUtcNow(), differences);
        lock (_lock)
        {
            _samples.Enqueue(sample);
            if (_samples.Count > MaxSamples)
            {
                _samples.Dequeue();
            }
        }

        Count(operation, ref _different, "different");

        Log.Different(logger, operation, sample.Request, string.Join(", ", differences.Select(difference => difference.Field)));
    }

    private void Count(string operation, ref long counter, string outcome)
    {
        lock (_lock)
        {
            counter++;
        }

        metrics.Shadowed(operation, outcome);
    }

    private static partial class Log
    {
        [LoggerMessage(30, LogLevel.Information, "Shadow read {Operation} {Request}: the sides differ in {Fields}", EventName = "ShadowDifferent")]
        public static partial void Different(ILogger logger, string operation, string request, string fields);

        [LoggerMessage(31, LogLevel.Debug, "Shadow read {Operation} failed: {Reason}", EventName = "ShadowFailed")]
        public static partial void Failed(ILogger logger, string operation, string reason);
    }
}
