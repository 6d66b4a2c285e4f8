using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Migration.Hosting.Runtime.Processes;

/// <summary>Starts processes with setsid, the environment's mark and the reaper's watch.</summary>
internal sealed class ProcessRunner(IReaper reaper, EnvironmentMark mark, TimeProvider timeProvider) : IProcessRunner
{
    public IProcessHandle Start(ProcessLaunch launch, Action<ProcessOutputLine> onOutput)
    {
        ProgramLocator.EnsureDirectory(launch.WorkingDirectory);
        var program = ProgramLocator.Locate(launch.FileName, launch.WorkingDirectory);
        foreach (var folder in launch.FoldersToDelete)
        {
            reaper.DeleteAtEnd(folder);
        }

        var process = new Process { StartInfo = CreateStartInfo(launch, program) };
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            process.Dispose();
            throw new ProcessStartException(
                $"The program '{program}' cannot be started{(launch.UserName is null ? string.Empty : $" as user '{launch.UserName}'")}: {exception.Message}.",
                "Check that the program, its folder and the user may be used by this host.",
                exception);
        }

        reaper.Watch(process.Id, launch.OrphanSignal);

        // Nobody types into a resource: what reads its input sees the end at once instead of waiting for ever.
        process.StandardInput.Close();
        return new ChildProcess(process, launch, onOutput, reaper, timeProvider);
    }

    private ProcessStartInfo CreateStartInfo(ProcessLaunch launch, string program)
    {
        var start = new ProcessStartInfo
        {
            FileName = SessionLauncher.Path ?? program,
            WorkingDirectory = launch.WorkingDirectory ?? string.Empty,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        if (SessionLauncher.Path is not null)
        {
            start.ArgumentList.Add(program);
        }

        foreach (var argument in launch.Arguments)
        {
            start.ArgumentList.Add(argument);
        }

        if (launch.UserName is not null)
        {
            start.UserName = launch.UserName;
        }

        HostVariables.RemoveFrom(start.Environment);
        foreach (var (name, value) in launch.Environment)
        {
            start.Environment[name] = value;
        }

        start.Environment[EnvironmentMark.VariableName] = mark.Id;
        return start;
    }
}
