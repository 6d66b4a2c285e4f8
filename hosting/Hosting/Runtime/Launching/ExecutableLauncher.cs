using Aspire.Hosting.ApplicationModel;

namespace Migration.Hosting.Runtime;

/// <summary>Starts what AddExecutable names.</summary>
internal sealed class ExecutableLauncher : IResourceLauncher
{
    public Task<ProcessLaunch> PrepareAsync(ResourceLaunchContext context)
    {
        var settings = context.Resource.Annotations.OfType<ExecutableAnnotation>().Last();
        return Task.FromResult(new ProcessLaunch(settings.Command, context.Arguments)
        {
            WorkingDirectory = settings.WorkingDirectory,
        });
    }
}
