using Microsoft.Extensions.Logging;
using Migration.Hosting.Runtime.Processes;

namespace Migration.Hosting.Runtime;

/// <summary>Calls the .NET SDK. Nothing of it stays behind: no MSBuild node and no compiler server outlives the call.</summary>
internal static partial class ProjectBuild
{
    /// <summary>How many of its last lines an error shows.</summary>
    public const int ShownLines = 20;

    /// <summary>Builds a project; what the build says goes to the log.</summary>
    /// <exception cref="ResourceStartException">The build failed.</exception>
    public static async Task BuildAsync(
        string resourceName, string projectPath, IProcessRunner processes, ILogger logger, CancellationToken cancellationToken)
    {
        Log.Building(logger, projectPath);
        var result = await processes.RunAsync(
            Dotnet(["build", projectPath, "--nologo", "-v", "q", "--disable-build-servers"]),
            line => Log.BuildLine(logger, line.Text),
            cancellationToken);
        if (result.ExitCode != 0)
        {
            throw new ResourceStartException(
                resourceName, $"Its project '{projectPath}' does not build.", "Correct what the build says.", result.LastLines(ShownLines));
        }
    }

    /// <summary>A call of the dotnet program.</summary>
    public static ProcessLaunch Dotnet(IReadOnlyList<string> arguments) => new(DotnetLocation.Program, arguments)
    {
        Environment = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
            ["DOTNET_NOLOGO"] = "1",
        },
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Building {Project}.")]
        public static partial void Building(ILogger logger, string project);

        [LoggerMessage(2, LogLevel.Information, "{Line}")]
        public static partial void BuildLine(ILogger logger, string line);
    }
}
