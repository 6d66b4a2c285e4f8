using System.Threading.Channels;
using Aspire.Hosting.ApplicationModel;
using Microsoft.AspNetCore.Http;
using Migration.Hosting.ResourceService.Contract;
using Migration.Hosting.Runtime.Logs;

namespace Migration.Hosting.ResourceService;

/// <summary>The newest lines of one resource or of all, in the order in which they were written, then each line that comes.</summary>
internal sealed class LogStream(
    DistributedApplicationModel model, ResourceNotificationService notifications, ResourceLoggerService loggers, TimeProvider timeProvider)
{
    /// <summary>How many lines a message holds at most.</summary>
    private const int BatchSize = 500;

    /// <summary>How far a reader of all may fall behind each.</summary>
    private const int CapacityOfEach = 2_000;

    /// <param name="context">The request.</param>
    /// <param name="resource">A resource's name or an instance's id; null for all.</param>
    /// <param name="follows">False ends the stream where the lines that are kept do.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    public async Task SendAsync(HttpContext context, string? resource, bool follows, CancellationToken cancellationToken)
    {
        var output = new LineOutput<LogMessage>(context, ContractJson.Default.LogMessage, new LogMessage(LogMessage.Ping), timeProvider);
        output.Begin();
        string[] names = resource is null ? [.. model.Resources.Select(known => known.Name)] : [resource];
        LogFollower[] followers = [.. names.Select(name => loggers.Follow(name, resource is null ? CapacityOfEach : ResourceLog.Capacity))];
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var batches = Channel.CreateBounded<LogItem[]>(1);
        var merging = MergeAsync(followers, names, batches.Writer, leaving.Token);
        try
        {
            var kept = followers.SelectMany((follower, index) => follower.Kept.Select(line => Create(names[index], line)));
            await output.WriteAsync(new LogMessage(LogMessage.Lines) { Items = [] }, cancellationToken);
            foreach (var batch in kept.OrderBy(line => line.At).TakeLast(ResourceLog.Capacity).Chunk(BatchSize))
            {
                await output.WriteAsync(new LogMessage(LogMessage.Lines) { Items = batch }, cancellationToken);
            }

            while (follows && await output.PingUntilAsync(batches.Reader.WaitToReadAsync(cancellationToken).AsTask(), cancellationToken))
            {
                while (batches.Reader.TryRead(out var batch))
                {
                    await output.WriteAsync(new LogMessage(LogMessage.Lines) { Items = batch }, cancellationToken);
                }
            }
        }
        finally
        {
            await leaving.CancelAsync();
            await merging.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var follower in followers)
            {
                follower.Dispose();
            }
        }
    }

    private async Task MergeAsync(LogFollower[] followers, string[] names, ChannelWriter<LogItem[]> merged, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(followers.Select((follower, index) => PassOnAsync(follower, names[index], merged, cancellationToken)));
        }
        finally
        {
            merged.TryComplete();
        }
    }

    private async Task PassOnAsync(LogFollower follower, string name, ChannelWriter<LogItem[]> merged, CancellationToken cancellationToken)
    {
        while (await follower.Coming.WaitToReadAsync(cancellationToken))
        {
            var batch = new List<LogItem>();
            while (batch.Count < BatchSize && follower.Coming.TryRead(out var line))
            {
                batch.Add(Create(name, line));
            }

            if (batch.Count > 0)
            {
                await merged.WriteAsync([.. batch], cancellationToken);
            }
        }
    }

    private LogItem Create(string name, LogEntry line) => new(name, line.Number, line.At, line.Text, line.IsError)
    {
        Instance = notifications.GetInstanceIds(name).Count > 1 && !string.Equals(line.Source, name, StringComparison.OrdinalIgnoreCase) ? line.Source : null,
    };
}
