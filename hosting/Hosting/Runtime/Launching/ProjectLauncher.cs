using System.Reflection;
using Aspire.Hosting;
using Migration.Hosting.Runtime.Processes;

namespace Migration.Hosting.Runtime;

/// <summary>Starts a .NET project from what the build has left, and builds only where it has left nothing.</summary>
internal sealed class ProjectLauncher : IResourceLauncher
{
    // Together about a fifth less time to the first answer. Dynamic profiling pays off in minutes, not in a service's first second, and what
    // is compiled a second time while everything starts takes the processor from what is compiled the first time: that waits for two
    // seconds without new code (the number is hexadecimal) instead of a tenth.
    private static readonly (string Name, string Value)[] StartKnobs =
        [("DOTNET_TieredPGO", "0"), ("DOTNET_EnableWriteXorExecute", "0"), ("DOTNET_TC_CallCountingDelayMs", "7D0")];

    public async Task<ProcessLaunch> PrepareAsync(ResourceLaunchContext context)
    {
        var project = GetProject(context);
        var assembly = await FindAssemblyAsync(context, project);
        if (!File.Exists(assembly))
        {
            await ProjectBuild.BuildAsync(context.Resource.Name, project.ProjectPath, context.Processes, context.Logger, context.CancellationToken);
        }

        if (!File.Exists(assembly))
        {
            throw new ResourceStartException(
                context.Resource.Name,
                $"The build of '{project.ProjectPath}' left no '{assembly}'.",
                "Check that the project is an executable (OutputType Exe) and that its output is where the AppHost expects it.");
        }

        return CreateLaunch(context, project.ProjectPath, assembly);
    }

    private static IProjectMetadata GetProject(ResourceLaunchContext context) =>
        context.Resource.Annotations.OfType<IProjectMetadata>().LastOrDefault()
        ?? throw new ResourceStartException(
            context.Resource.Name, "It names no project.", "Add it with AddProject, which does.");

    private static ProcessLaunch CreateLaunch(ResourceLaunchContext context, string projectPath, string assembly)
    {
        var program = Path.Combine(
            Path.GetDirectoryName(assembly)!, Path.GetFileNameWithoutExtension(assembly) + (OperatingSystem.IsWindows() ? ".exe" : string.Empty));
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["DOTNET_ROOT"] = DotnetLocation.Root };
        foreach (var (name, value) in StartKnobs)
        {
            if (!context.Environment.ContainsKey(name) && Environment.GetEnvironmentVariable(name) is null)
            {
                environment[name] = value;
            }
        }

        var launch = File.Exists(program)
            ? new ProcessLaunch(program, context.Arguments)
            : new ProcessLaunch(DotnetLocation.Program, [assembly, .. context.Arguments]);

        // Its own folder: from there it reads its appsettings files, and a service started in / would watch the whole disk.
        return launch with { WorkingDirectory = Path.GetDirectoryName(projectPath), Environment = environment };
    }

    private static async Task<string> FindAssemblyAsync(ResourceLaunchContext context, IProjectMetadata project)
    {
        if (project.GetType().GetCustomAttribute<ProjectOutputAttribute>() is { } output)
        {
            return output.Path;
        }

        if (!File.Exists(project.ProjectPath))
        {
            throw new ResourceStartException(
                context.Resource.Name, $"Its project '{project.ProjectPath}' does not exist.", "Correct the path given to AddProject.");
        }

        var asked = await context.Processes.RunAsync(
            ProjectBuild.Dotnet(["msbuild", project.ProjectPath, "-getProperty:TargetPath", "-nodeReuse:false"]), onOutput: null, context.CancellationToken);
        var path = asked.StandardOutput.Trim();
        return asked.ExitCode == 0 && path.Length > 0
            ? path
            : throw new ResourceStartException(
                context.Resource.Name,
                $"MSBuild cannot tell the output of its project '{project.ProjectPath}'.",
                "Correct what it says.",
                asked.LastLines(ProjectBuild.ShownLines));
    }
}
