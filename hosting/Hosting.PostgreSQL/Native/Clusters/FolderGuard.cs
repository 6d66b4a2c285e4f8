using System.Globalization;
using Microsoft.Extensions.Logging;
using Migration.Hosting.Runtime;
using Migration.Hosting.Runtime.Processes;

namespace Migration.Hosting.PostgreSQL;

/// <summary>
/// Makes sure that no server works on a data folder, and clears away what a killed one left there. PostgreSQL does the same at its start,
/// but gives up where the old process id belongs to a zombie or to somebody else by now, or while an old backend is still busy.
/// </summary>
internal sealed partial class FolderGuard(string folder, TimeProvider timeProvider, ILogger logger)
{
    private static readonly TimeSpan PollDelay = TimeSpan.FromMilliseconds(25);

    // A host that was killed leaves its server to a reaper, which needs a moment.
    private static readonly TimeSpan ServerPatience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan QuitPatience = TimeSpan.FromSeconds(2);

    /// <exception cref="PostgresStartException">A server runs on the folder and goes on running.</exception>
    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        if (PostmasterPidFile.Read(folder) is not { } left || !FolderProcesses.CanBeFound)
        {
            return;
        }

        var realFolder = RealPath(folder);
        if (!await WaitAsync(() => !FolderProcesses.WorksIn(left.ProcessId, realFolder), ServerPatience, cancellationToken))
        {
            throw new PostgresStartException(
                $"Data folder '{folder}' is in use by a running PostgreSQL server, process {left.ProcessId}.",
                string.Create(CultureInfo.InvariantCulture, $"Stop that server first (kill -INT {left.ProcessId}), or use another data folder."));
        }

        await EndBackendsAsync(realFolder, cancellationToken);
        Forget(left);
    }

    // Idle backends end when they notice that their server is gone, a busy one works on until its statement is done.
    private async Task EndBackendsAsync(string realFolder, CancellationToken cancellationToken)
    {
        foreach (var signal in (ProcessSignal[])[ProcessSignal.Quit, ProcessSignal.Kill])
        {
            var backends = FolderProcesses.FindIn(realFolder);
            foreach (var backend in backends)
            {
                Log.EndingBackend(logger, backend);
                Posix.Signal(backend, signal);
            }

            await WaitAsync(() => backends.All(backend => !FolderProcesses.WorksIn(backend, realFolder)), QuitPatience, cancellationToken);
        }
    }

    // Only what PostgreSQL itself would stumble over is deleted; while something is attached to the segment, its own check must see it.
    private void Forget(PostmasterPidFile left)
    {
        if (PostmasterPidFile.Read(folder) is null || (left.SharedMemory is { } busy && SharedMemory.AttachedProcesses(busy) > 0))
        {
            return;
        }

        if (left.SharedMemory is { } abandoned)
        {
            SharedMemory.RemoveAbandoned(abandoned);
        }

        File.Delete(Path.Combine(folder, PostmasterPidFile.FileName));
        Log.Recovering(logger, left.ProcessId);
    }

    private async Task<bool> WaitAsync(Func<bool> condition, TimeSpan patience, CancellationToken cancellationToken)
    {
        var start = timeProvider.GetTimestamp();
        while (!condition())
        {
            if (timeProvider.GetElapsedTime(start) > patience)
            {
                return false;
            }

            // Processes that are not ours have no exit to await.
            await Task.Delay(PollDelay, timeProvider, cancellationToken);
        }

        return true;
    }

    private static string RealPath(string path)
    {
        var real = Path.GetPathRoot(path)!;
        foreach (var component in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(real, component);
            real = Directory.ResolveLinkTarget(next, returnFinalTarget: true)?.FullName ?? next;
        }

        return real;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, EventName = "ServerWasKilled", Level = LogLevel.Warning,
            Message = "The last server on this data folder (process {ProcessId}) was not shut down; PostgreSQL recovers from its log")]
        public static partial void Recovering(ILogger logger, int processId);

        [LoggerMessage(EventId = 2, EventName = "EndingBackend", Level = LogLevel.Warning,
            Message = "Ending process {ProcessId}, left behind by the last server on this data folder")]
        public static partial void EndingBackend(ILogger logger, int processId);
    }
}
