using Migration.Hosting.Runtime;

namespace Migration.Hosting.Tests.ResourceService;

/// <summary>Runs a resource as that program.</summary>
internal sealed class ProgramLauncher(string program) : IResourceLauncher
{
    public Task<ProcessLaunch> PrepareAsync(ResourceLaunchContext context) => Task.FromResult(new ProcessLaunch(program, context.Arguments));
}
