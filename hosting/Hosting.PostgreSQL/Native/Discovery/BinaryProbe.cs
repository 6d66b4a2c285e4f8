using Migration.Hosting.Runtime;
using Migration.Hosting.Runtime.Processes;

namespace Migration.Hosting.PostgreSQL;

/// <summary>
/// Finds out whether the programs in a folder can be used, by running one as the user that the server will run as; once only, where
/// it is given a memory.
/// </summary>
internal sealed class BinaryProbe(IProcessRunner processes, ServerUser user, ProbeMemory? memory = null)
{
    private static readonly string[] NeededPrograms = ["postgres", "initdb"];

    public async Task<BinaryCheck> CheckAsync(string directory, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(directory))
        {
            return BinaryCheck.Refused(directory, "the folder does not exist");
        }

        var missing = NeededPrograms.Where(program => !File.Exists(Path.Combine(directory, program))).ToArray();
        if (missing.Length > 0)
        {
            return BinaryCheck.Refused(directory, $"it holds no {string.Join(" and no ", missing)}");
        }

        var program = Path.Combine(directory, "postgres");
        if (memory?.Find(program) is { } known && DescribeAccess(directory) is null)
        {
            return Judge(directory, known);
        }

        try
        {
            var launch = new ProcessLaunch(program, ["--version"])
            {
                WorkingDirectory = "/",
                UserName = user.Name,
                Environment = ServerEnvironment.For(user, "/"),
            };
            var result = await processes.RunAsync(launch, onOutput: null, cancellationToken);
            return Judge(directory, program, result);
        }
        catch (ProcessStartException failure)
        {
            return BinaryCheck.Refused(directory, DescribeAccess(directory) ?? failure.Cause.TrimEnd('.'));
        }
    }

    private BinaryCheck Judge(string directory, string program, ProcessResult result)
    {
        if (result.ExitCode != 0)
        {
            var reason = string.Join(' ', result.LastLines(2));
            return BinaryCheck.Refused(
                directory, DescribeAccess(directory) ?? $"'postgres --version' ended with exit code {result.ExitCode}: {reason}");
        }

        var check = Judge(directory, result.StandardOutput);
        if (check.Binaries is not null)
        {
            memory?.Keep(program, result.StandardOutput);
        }

        return check;
    }

    private static BinaryCheck Judge(string directory, string answer)
    {
        if (!PostgresVersion.TryParse(answer, out var version))
        {
            return BinaryCheck.Refused(directory, $"'postgres --version' said '{answer}', which names no version");
        }

        return version.Major < PostgresVersion.OldestSupported
            ? BinaryCheck.Refused(directory, $"version {version} is older than {PostgresVersion.OldestSupported}")
            : BinaryCheck.Usable(new PostgresBinaries(directory, version));
    }

    // The usual reason as root: a build below a closed home folder.
    private string? DescribeAccess(string directory) =>
        user.IsSwitched && Folders.FirstClosed(directory) is { } closed
            ? $"user '{user.Name}', which the server runs as because the host is root, may not enter '{closed}'"
            : null;
}
