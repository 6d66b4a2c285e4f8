using Aspire.Hosting.ApplicationModel;

namespace Migration.Hosting.Configuration;

/// <summary>The command line of a project's launch profile.</summary>
internal sealed class LaunchProfileArgumentsAnnotation(IReadOnlyList<string> arguments) : IResourceAnnotation
{
    public IReadOnlyList<string> Arguments { get; } = arguments;
}
