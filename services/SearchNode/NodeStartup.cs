using Migration.SearchNode.Indices;

namespace Migration.SearchNode;

/// <summary>Opens the indices while the node already says who it is.</summary>
internal sealed partial class NodeStartup(IndexRegistry registry, NodeReadiness readiness, NodeOptions options, ILogger<NodeStartup> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            registry.Open();
            readiness.SetReady();
            Log.Opened(logger, registry.View.Entries.Count, options.Directory);
        }
        catch (Exception error)
        {
            readiness.SetFailed(error);
            throw;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(30, LogLevel.Information, "{Count} indices open in {Directory}", EventName = "IndicesOpen")]
        public static partial void Opened(ILogger logger, int count, string directory);
    }
}
