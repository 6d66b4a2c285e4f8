using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Hosting;
using Migration.Hosting.Building;
using Migration.Hosting.ResourceService.Contract;

namespace Migration.Hosting.ResourceService;

/// <summary>
/// Executes commands for others. What has begun goes on when nobody waits for it any more: a closed page must not turn a restart into a
/// stop, nor a stop into a kill.
/// </summary>
internal sealed class CommandDesk(
    ResourceNotificationService notifications, ResourceCommandService commands, IHostApplicationLifetime lifetime)
{
    private static readonly string[] Ending =
        [KnownResourceCommands.StopCommand, KnownResourceCommands.RestartCommand, KnownResourceCommands.RebuildCommand];

    /// <summary>Says what stands in the way; null if nothing does.</summary>
    public CommandAnswer? Refuse(CommandRequest request)
    {
        if (!notifications.TryGetCurrentState(request.Resource, out var known))
        {
            return new CommandAnswer(Success: false, $"There is no resource '{request.Resource}'.");
        }

        var command = known.Snapshot.Commands.FirstOrDefault(command => string.Equals(command.Name, request.Command, StringComparison.Ordinal));
        return command switch
        {
            null => new CommandAnswer(Success: false, $"'{known.Resource.Name}' has no command '{request.Command}'."),
            { State: ResourceCommandState.Enabled } => null,
            _ => new CommandAnswer(Success: false, $"'{known.Resource.Name}' is {known.Snapshot.State?.Text ?? "unknown"}: '{command.DisplayName}' cannot be done now."),
        };
    }

    /// <summary>Whether the command ends the one who asks: he must have his answer before it begins.</summary>
    public bool EndsTheDashboard(CommandRequest request) =>
        Ending.Contains(request.Command, StringComparer.Ordinal)
        && notifications.TryGetCurrentState(request.Resource, out var known) && DashboardAnnotation.IsOn(known.Resource);

    public async Task<CommandAnswer> ExecuteAsync(CommandRequest request)
    {
        var result = await Task.Run(() => commands.ExecuteCommandAsync(request.Resource, request.Command, lifetime.ApplicationStopping));
        return new CommandAnswer(result.Success, result.Message)
        {
            IsCanceled = result.Canceled,
            Result = result.Data?.Value,
            ResultFormat = result.Data?.Format.ToString().ToLowerInvariant(),
        };
    }
}
