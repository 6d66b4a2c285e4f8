using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Migration.Hosting.Runtime.Processes;

/// <summary>
/// A small shell process, started with the environment's first process, that reads what to watch from its standard input. The
/// kernel closes that pipe whenever and however the host ends; see reaper.sh. Linux is what is proven. On macOS it ends the watched
/// processes and their groups, but finds no descendants that left them. On Windows there is none, and a killed host leaves its
/// processes behind.
/// </summary>
internal sealed partial class ShellReaper(EnvironmentMark mark, ILogger<ShellReaper> logger) : IReaper
{
    private readonly Lock _lock = new();
    private readonly List<string> _folders = [];
    private Process? _shell;
    private bool _ended;

    public void Watch(int processId, ProcessSignal orphanSignal) =>
        Tell(string.Create(CultureInfo.InvariantCulture, $"+ {processId} {(int)orphanSignal}"));

    public void Forget(int processId) => Tell(string.Create(CultureInfo.InvariantCulture, $"- {processId}"));

    public void DeleteAtEnd(string folder)
    {
        if (!Path.IsPathFullyQualified(folder) || folder.Contains('\n', StringComparison.Ordinal))
        {
            throw new ArgumentException($"'{folder}' is not an absolute path on one line.", nameof(folder));
        }

        lock (_lock)
        {
            _folders.Add(folder);
        }

        Tell($"d {folder}");
    }

    public async Task EndAsync(CancellationToken cancellationToken)
    {
        Process? shell;
        lock (_lock)
        {
            _ended = true;
            shell = _shell;
            _shell = null;
        }

        if (shell is not null)
        {
            using (shell)
            {
                shell.StandardInput.Close();
                await shell.WaitForExitAsync(cancellationToken);
            }
        }

        // Where the shell could not run, or did not come to its end, the host does the part that it can.
        foreach (var folder in _folders.Where(Directory.Exists))
        {
            DeleteFolder(folder);
        }
    }

    public async ValueTask DisposeAsync() => await EndAsync(CancellationToken.None);

    // The shell goes on by itself: a host that is only disposed, not stopped, need not wait for it.
    public void Dispose()
    {
        lock (_lock)
        {
            _ended = true;
            _shell?.StandardInput.Close();
            _shell?.Dispose();
            _shell = null;
        }
    }

    private void Tell(string line)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        lock (_lock)
        {
            if (_ended)
            {
                return;
            }

            try
            {
                _shell ??= StartShell();
                _shell.StandardInput.Write(line + '\n');
                _shell.StandardInput.Flush();
            }
            catch (Exception exception) when (exception is IOException or System.ComponentModel.Win32Exception)
            {
                Log.Unavailable(logger, exception);
            }
        }
    }

    private Process StartShell()
    {
        using var resource = typeof(ShellReaper).Assembly.GetManifestResourceStream("reaper.sh")!;
        using var reader = new StreamReader(resource);
        var start = new ProcessStartInfo
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            WorkingDirectory = "/",
            FileName = SessionLauncher.Path ?? "sh",
        };
        if (SessionLauncher.Path is not null)
        {
            start.ArgumentList.Add("sh");
        }

        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(reader.ReadToEnd());
        start.ArgumentList.Add("migration-reaper");
        start.ArgumentList.Add(mark.Id);

        // With the mark of an environment around this one it would be ended before it has done its own work.
        start.Environment.Remove(EnvironmentMark.VariableName);
        return Process.Start(start)!;
    }

    private void DeleteFolder(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.FolderStays(logger, folder, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The process that cleans up after a killed host cannot be reached; if this host is killed, its processes stay.")]
        public static partial void Unavailable(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Warning, "The folder {Folder} could not be deleted.")]
        public static partial void FolderStays(ILogger logger, string folder, Exception exception);
    }
}
