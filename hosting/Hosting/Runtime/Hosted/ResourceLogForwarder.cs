using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Migration.Hosting.Runtime.Hosted;

/// <summary>Where the options ask for it, repeats every line of every resource to the loggers <c>{AppHost}.Resources.{name}</c>.</summary>
internal sealed partial class ResourceLogForwarder(
    DistributedApplicationModel model,
    ResourceLoggerService resourceLoggers,
    ILoggerFactory loggers,
    IHostEnvironment environment,
    DistributedApplicationOptions options) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        options.EnableResourceLogging
            ? Task.WhenAll(model.Resources.Select(resource => ForwardAsync(resource, stoppingToken)))
            : Task.CompletedTask;

    private async Task ForwardAsync(IResource resource, CancellationToken cancellationToken)
    {
        var logger = loggers.CreateLogger($"{environment.ApplicationName}.Resources.{resource.Name}");
        await foreach (var lines in resourceLoggers.WatchAsync(resource).WithCancellation(cancellationToken))
        {
            foreach (var line in lines)
            {
                Log.Line(logger, line.IsErrorMessage ? LogLevel.Error : LogLevel.Information, line.LineNumber, line.Content);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, Message = "{LineNumber}: {Content}")]
        public static partial void Line(ILogger logger, LogLevel level, int lineNumber, string content);
    }
}
