using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Migration.TrafficRouter.Flags;

/// <summary>
/// Keeps the snapshot fresh: reads the store when a change is told of, and every few seconds in case nobody told. While the
/// store is out of reach the snapshot ages, and once it is stale everybody goes to the monolith.
/// </summary>
public sealed partial class FlagFollower(
    IFlagStore store, FlagSource flags, TrafficRouterOptions options, TimeProvider time, ILogger<FlagFollower> logger) : BackgroundService
{
    private static readonly TimeSpan ReadLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ListenAgain = TimeSpan.FromSeconds(1);

    private readonly Channel<bool> _asks = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private bool _isOut;

    /// <summary>The first read comes before the first request; where it fails, the service starts on the monolith alone.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await ReloadAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var timer = time.CreateTimer(_ => Ask(), null, options.PollInterval, options.PollInterval);
        try
        {
            await Task.WhenAll(ListenAsync(stoppingToken), FollowAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private void Ask() => _asks.Writer.TryWrite(true);

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _asks.Reader.ReadAsync(cancellationToken);
            await ReloadAsync(cancellationToken);
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await store.ListenAsync(Ask, cancellationToken);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                Log.ChannelLost(logger, failure.Message);
            }

            await Task.Delay(ListenAgain, time, cancellationToken);
        }
    }

    private async Task ReloadAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(ReadLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var readAt = time.GetTimestamp();
            var read = new FlagSnapshot(options.Service, await store.ReadAllAsync(either.Token), readAt);
            TellChanges(read);
            flags.Replace(read);
            if (_isOut)
            {
                _isOut = false;
                Log.BackAgain(logger);
            }
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            // Told once an outage, not once a poll.
            if (!_isOut)
            {
                _isOut = true;
                Log.OutOfReach(logger, failure.Message, FlagSource.Staleness.TotalSeconds);
            }
        }
    }

    private void TellChanges(FlagSnapshot read)
    {
        foreach (var flag in read.Flags.Select(flag => flag.Definition))
        {
            if (flags.Current?.Find(flag.Name)?.Definition.Version != flag.Version)
            {
                Log.Changed(logger, flag.Name, flag.Version, flag.Enabled, flag.RolloutPercent, flag.CanaryUserIds.Count, flag.UpdatedBy);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Flag {Flag} is at version {Version}: enabled {Enabled}, {Percent} %, {Canaries} canary users, by {User}", EventName = "FlagChanged")]
        public static partial void Changed(ILogger logger, string flag, long version, bool enabled, decimal percent, int canaries, string user);

        [LoggerMessage(2, LogLevel.Warning, "Flags cannot be read ({Reason}); from {Seconds} s after the last good read on everybody goes to the monolith", EventName = "FlagsOutOfReach")]
        public static partial void OutOfReach(ILogger logger, string reason, double seconds);

        [LoggerMessage(3, LogLevel.Information, "Flags can be read again", EventName = "FlagsBack")]
        public static partial void BackAgain(ILogger logger);

        [LoggerMessage(4, LogLevel.Warning, "Flag changes are not told of at the moment ({Reason}); they are found by asking", EventName = "FlagChannelLost")]
        public static partial void ChannelLost(ILogger logger, string reason);
    }
}
