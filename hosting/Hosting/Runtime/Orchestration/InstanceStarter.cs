using Aspire.Hosting.ApplicationModel;
using Migration.Hosting.Runtime.Processes;

namespace Migration.Hosting.Runtime.Orchestration;

/// <summary>Prepares and starts the process of an instance, its output going to the instance's log.</summary>
internal sealed class InstanceStarter(InstancePreparer preparer, IProcessRunner processes, ResourceLoggerService loggers)
{
    public async Task<(IProcessHandle Process, InstanceLaunch Launch)> StartAsync(
        ResourceInstance instance, CancellationToken cancellationToken)
    {
        var launch = await preparer.PrepareAsync(instance, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return (processes.Start(launch.Launch, line => loggers.Append(instance.Id, line.Text, line.IsError)), launch);
    }
}
