using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Executes the commands of resources.</summary>
public partial class ResourceCommandService
{
    private readonly ResourceNotificationService _notifications;
    private readonly ResourceLoggerService _loggers;
    private readonly IServiceProvider _services;

    internal ResourceCommandService(
        ResourceNotificationService notifications, ResourceLoggerService loggers, IServiceProvider services)
    {
        _notifications = notifications;
        _loggers = loggers;
        _services = services;
    }

    /// <summary>Executes a command for one instance, or for all instances of a resource.</summary>
    /// <param name="resourceId">The id of an instance, or the name of a resource.</param>
    /// <param name="commandName">The command, for example one of <see cref="KnownResourceCommands"/>.</param>
    /// <param name="cancellationToken">Given to the command.</param>
    /// <returns>The result; a command that throws has failed. The first failure of several instances.</returns>
    /// <exception cref="InvalidOperationException">There is no such resource.</exception>
    public Task<ExecuteCommandResult> ExecuteCommandAsync(
        string resourceId, string commandName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resourceId);
        var resource = Find(resourceId) ?? throw new InvalidOperationException(
            $"There is no resource '{resourceId}' to execute the command '{commandName}' for.");
        var ids = string.Equals(resource.Name, resourceId, StringComparison.OrdinalIgnoreCase)
            ? _notifications.GetInstanceIds(resource.Name)
            : [resourceId];
        return ExecuteForAllAsync(resource, ids, commandName, cancellationToken);
    }

    /// <summary>Executes a command for all instances of a resource.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="commandName">The command, for example one of <see cref="KnownResourceCommands"/>.</param>
    /// <param name="cancellationToken">Given to the command.</param>
    /// <returns>The result; a command that throws has failed. The first failure of several instances.</returns>
    public Task<ExecuteCommandResult> ExecuteCommandAsync(
        IResource resource, string commandName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return ExecuteForAllAsync(resource, _notifications.GetInstanceIds(resource.Name), commandName, cancellationToken);
    }

    private IResource? Find(string nameOrId) =>
        _notifications.TryGetCurrentState(nameOrId, out var known)
            ? known.Resource
            : _services.GetService<DistributedApplicationModel>()?.Resources
                .FirstOrDefault(resource => string.Equals(resource.Name, nameOrId, StringComparison.OrdinalIgnoreCase));

    private async Task<ExecuteCommandResult> ExecuteForAllAsync(
        IResource resource, IReadOnlyList<string> ids, string commandName, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(commandName);
        var command = resource.Annotations.OfType<ResourceCommandAnnotation>()
            .LastOrDefault(annotation => string.Equals(annotation.Name, commandName, StringComparison.Ordinal));
        if (command is null)
        {
            var known = string.Join(", ", resource.Annotations.OfType<ResourceCommandAnnotation>().Select(annotation => annotation.Name));
            return CommandResults.Failure(
                $"Resource '{resource.Name}' has no command '{commandName}'. It has: {(known.Length == 0 ? "none" : known)}.");
        }

        var results = await Task.WhenAll(ids.Select(id => ExecuteAsync(command, id, cancellationToken)));
        return results.FirstOrDefault(result => !result.Success) ?? results[0];
    }

    private async Task<ExecuteCommandResult> ExecuteAsync(
        ResourceCommandAnnotation command, string resourceId, CancellationToken cancellationToken)
    {
        var logger = _loggers.GetLogger(resourceId);
        try
        {
            Log.Executing(logger, command.Name);
            var result = await command.ExecuteCommand(new ExecuteCommandContext
            {
                Services = _services,
                ResourceName = resourceId,
                Logger = logger,
                CancellationToken = cancellationToken,
            });
            if (!result.Success && !result.Canceled)
            {
                Log.Failed(logger, command.Name, result.Message ?? "no reason given", exception: null);
            }

            return result;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return CommandResults.Canceled();
        }
#pragma warning disable CA1031 // A command is user code: whatever it throws is its result, and is logged.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.Failed(logger, command.Name, exception.Message, exception);
            return CommandResults.Failure(exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Executing command '{Command}'.")]
        public static partial void Executing(ILogger logger, string command);

        [LoggerMessage(2, LogLevel.Error, "Command '{Command}' failed: {Reason}")]
        public static partial void Failed(ILogger logger, string command, string reason, Exception? exception);
    }
}
