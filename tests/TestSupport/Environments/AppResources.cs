namespace Migration.TestSupport.Environments;

/// <summary>The resources of an application that runs in this process.</summary>
internal sealed class AppResources(DistributedApplication app) : IResourceControl
{
    public Task StopAsync(string resource, CancellationToken cancellationToken) => CommandAsync(resource, KnownResourceCommands.StopCommand, cancellationToken);

    public async Task StartAsync(string resource, CancellationToken cancellationToken)
    {
        await CommandAsync(resource, KnownResourceCommands.StartCommand, cancellationToken);
        await app.ResourceNotifications.WaitForResourceHealthyAsync(resource, cancellationToken);
    }

    public Task PauseAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<DateTime> StartedAtAsync(string resource, CancellationToken cancellationToken)
        => app.ResourceNotifications.TryGetCurrentState(resource, out var current) && current.Snapshot.StartTimeStamp is { } start
            ? Task.FromResult(start)
            : throw new InvalidOperationException($"{resource} has not been started.");

    private async Task CommandAsync(string resource, string command, CancellationToken cancellationToken)
    {
        var result = await app.ResourceCommands.ExecuteCommandAsync(resource, command, cancellationToken);
        if (!result.Success)
        {
            throw new InvalidOperationException($"Command {command} of resource '{resource}' failed.");
        }
    }
}
