using System.Diagnostics;

namespace Migration.Hosting.Tests.Build;

/// <summary>A throw-away copy of what a host project needs, where projects are built for real and nothing else notices.</summary>
internal sealed class BuildLab : IDisposable
{
    /// <summary>The checkout that this test assembly was built from.</summary>
    public static string RepositoryRoot { get; } = FindRepositoryRoot();

    /// <summary>Where this user's NuGet client keeps packages: what a lab cannot fetch, it reads there.</summary>
    public static string UserPackages { get; } = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    public string Root { get; } = Directory.CreateTempSubdirectory("migration-build-lab-").FullName;

    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal)
    {
        // No node, compiler server or message of the day outlives or delays a build here.
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["UseSharedCompilation"] = "false",
        ["DOTNET_NOLOGO"] = "1",
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        ["MSBUILDTERMINALLOGGER"] = "off",
    };

    public string PathOf(string relativePath) => Path.Combine(Root, relativePath);

    public void Write(string relativePath, string content)
    {
        var path = PathOf(relativePath);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    public void CopyFromRepository(params string[] relativePaths)
    {
        foreach (var relativePath in relativePaths)
        {
            var source = Path.Combine(RepositoryRoot, relativePath);
            var files = Directory.Exists(source) ? Directory.GetFiles(source, "*", SearchOption.AllDirectories) : [source];
            foreach (var file in files)
            {
                Write(Path.GetRelativePath(RepositoryRoot, file), File.ReadAllText(file));
            }
        }
    }

    /// <summary>Runs the .NET command line in the lab's root and waits for it.</summary>
    public async Task<BuildResult> DotnetAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = Root,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return new BuildResult(process.ExitCode, await output, await error);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private static string FindRepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!Directory.Exists(Path.Combine(folder, "hosting", "build")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException($"No checkout above {AppContext.BaseDirectory}.");
        }

        return folder;
    }
}
