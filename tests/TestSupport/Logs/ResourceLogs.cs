using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;

namespace Migration.TestSupport.Logs;

/// <summary>
/// What the resources write, as it comes. <see cref="Mark"/> remembers a moment, so that a test can show the lines of its own time.
/// </summary>
public sealed partial class ResourceLogs : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<ResourceLogLine> _lines = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watching;

    internal ResourceLogs(DistributedApplication app, IEnumerable<string> resources)
    {
        Resources = [.. resources];
        var logger = app.Services.GetRequiredService<ResourceLoggerService>();
        _watching = Task.WhenAll(Resources.Select(resource => WatchAsync(logger, resource)));
    }

    public IReadOnlyList<string> Resources { get; }

    /// <summary>The present end of all lines.</summary>
    public long Mark
    {
        get
        {
            lock (_gate)
            {
                return _lines.Count;
            }
        }
    }

    /// <summary>A resource's lines, all of them or those after a mark.</summary>
    public IReadOnlyList<ResourceLogLine> Lines(string resource, long after = 0)
    {
        lock (_gate)
        {
            return [.. _lines.Skip((int)after).Where(line => string.Equals(line.Resource, resource, StringComparison.Ordinal))];
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
#pragma warning disable VSTHRD003 // Began with this object, on no thread that waits for it.
        await _watching;
#pragma warning restore VSTHRD003
        _stop.Dispose();
    }

    /// <summary>Services colour their logs for a terminal; a file or a test's output is none.</summary>
    [GeneratedRegex(@"\x1b\[[0-9;]*m", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Colour();

    private async Task WatchAsync(ResourceLoggerService logger, string resource)
    {
        try
        {
            await foreach (var batch in logger.WatchAsync(resource).WithCancellation(_stop.Token))
            {
                var now = TimeProvider.System.GetUtcNow();
                lock (_gate)
                {
                    _lines.AddRange(batch.Select(line => new ResourceLogLine(now, resource, Colour().Replace(line.Content, string.Empty), line.IsErrorMessage)));
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The environment ends.
        }
    }
}
