using Aspire.Hosting.ApplicationModel;

namespace Migration.Hosting.Runtime.Orchestration;

/// <summary>The commands that everything with a process has.</summary>
internal static class LifecycleCommands
{
    /// <summary>Adds them to a resource; commands of its own with the same names stay.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="find">Finds the controller of an instance.</param>
    /// <param name="rebuild">Builds the resource's project; null where there is none.</param>
    public static void Add(
        IResource resource, Func<string, InstanceController> find, Func<ResourceInstance, CancellationToken, Task>? rebuild)
    {
        AddCommand(resource, KnownResourceCommands.StartCommand, ("Start", "Play"), CanStart, async context =>
        {
            await find(context.ResourceName).StartAsync(context.CancellationToken);
            return CommandResults.Success();
        });
        AddCommand(resource, KnownResourceCommands.StopCommand, ("Stop", "Stop"), CanStop, async context =>
        {
            await find(context.ResourceName).StopAsync(context.CancellationToken);
            return CommandResults.Success();
        });
        AddCommand(resource, KnownResourceCommands.RestartCommand, ("Restart", "ArrowCounterclockwise"), CanStop, async context =>
        {
            await find(context.ResourceName).RestartAsync(_ => Task.CompletedTask, context.CancellationToken);
            return CommandResults.Success();
        });
        if (rebuild is not null)
        {
            AddCommand(resource, KnownResourceCommands.RebuildCommand, ("Rebuild", "Wrench"), CanRebuild, async context =>
            {
                var controller = find(context.ResourceName);
                await controller.RestartAsync(cancellationToken => rebuild(controller.Instance, cancellationToken), context.CancellationToken);
                return CommandResults.Success();
            });
        }
    }

    private static void AddCommand(
        IResource resource,
        string name,
        (string Display, string Icon) shown,
        Func<string?, bool> canExecute,
        Func<ExecuteCommandContext, Task<ExecuteCommandResult>> execute)
    {
        if (resource.Annotations.OfType<ResourceCommandAnnotation>().Any(command => string.Equals(command.Name, name, StringComparison.Ordinal)))
        {
            return;
        }

        resource.Annotations.Add(new ResourceCommandAnnotation(
            name,
            shown.Display,
            context => canExecute(context.ResourceSnapshot.State?.Text) ? ResourceCommandState.Enabled : ResourceCommandState.Disabled,
            execute,
            displayDescription: null,
            parameter: null,
            confirmationMessage: null,
            shown.Icon,
            IconVariant.Filled,
            isHighlighted: true));
    }

    private static bool CanStart(string? state) =>
        state is null || Is(state, KnownResourceStates.NotStarted) || Is(state, KnownResourceStates.Waiting)
        || Is(state, KnownResourceStates.RuntimeUnhealthy) || KnownResourceStates.TerminalStates.Contains(state, StringComparer.Ordinal);

    private static bool CanStop(string? state) => Is(state, KnownResourceStates.Running);

    private static bool CanRebuild(string? state) => KnownResourceStates.BuildableStates.Contains(state, StringComparer.Ordinal);

    private static bool Is(string? state, string other) => string.Equals(state, other, StringComparison.Ordinal);
}
