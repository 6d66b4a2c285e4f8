using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A program, started with a command line.</summary>
[DebuggerDisplay("Type = {GetType().Name,nq}, Name = {Name}, Command = {Command}")]
public class ExecutableResource
    : Resource, IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport, IComputeResource
{
    /// <summary>Creates a program.</summary>
    /// <param name="name">The name.</param>
    /// <param name="command">A file, or a name that is looked up in PATH.</param>
    /// <param name="workingDirectory">The folder that it starts in, relative to that of the AppHost.</param>
    public ExecutableResource(string name, string command, string workingDirectory)
        : base(name)
    {
        ArgumentException.ThrowIfNullOrEmpty(command);
        ArgumentNullException.ThrowIfNull(workingDirectory);
#pragma warning disable MA0056 // An override that hides the annotations hides these too, as it wants.
        Annotations.Add(new ExecutableAnnotation { Command = command, WorkingDirectory = workingDirectory });
#pragma warning restore MA0056
    }

    /// <summary>A file, or a name that is looked up in PATH.</summary>
    public string Command => Settings.Command;

    /// <summary>The folder that it starts in.</summary>
    public string WorkingDirectory => Settings.WorkingDirectory;

    private ExecutableAnnotation Settings => Annotations.OfType<ExecutableAnnotation>().Last();
}
