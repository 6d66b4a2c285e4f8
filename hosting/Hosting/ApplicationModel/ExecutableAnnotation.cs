using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What an executable resource starts.</summary>
[DebuggerDisplay("Command = {Command,nq}, WorkingDirectory = {WorkingDirectory}")]
public sealed class ExecutableAnnotation : IResourceAnnotation
{
    /// <summary>A file, or a name that is looked up in PATH.</summary>
    public required string Command { get; set; }

    /// <summary>The folder that it starts in.</summary>
    public required string WorkingDirectory { get; set; }
}
