using Microsoft.Extensions.Logging;
using Migration.Hosting.Runtime;
using Migration.Hosting.Runtime.Processes;

namespace Migration.Hosting.PostgreSQL;

/// <summary>Makes a server ready to be started: programs, data folder, password, init files.</summary>
internal sealed class NativeServer(
    BinaryLocator locator, TemplateCluster template, NativeServerTools tools, ILogger logger) : IDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan ListeningPatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ListeningPoll = TimeSpan.FromMilliseconds(10);

    // Kept over restarts: between two of them nobody else may take the folder.
    private DataFolder? _folder;
    private SharedMemoryName? _sharedMemory;

    /// <exception cref="PostgresStartException">The server cannot be started; says why, and the cure.</exception>
    public async Task<ProcessLaunch> PrepareAsync(ServerRequest request, CancellationToken cancellationToken)
    {
        var folder = await OpenAsync(request, cancellationToken);
        var binaries = await locator.LocateAsync(folder.Major, cancellationToken);
        folder.RequireVersion(binaries);

        var isNew = folder.IsNew;
        if (isNew)
        {
            var source = await template.GetAsync(binaries, cancellationToken);
            await folder.FillAsync(source, tools.Processes, FoldersToDelete(request), cancellationToken);
        }

        await folder.WriteAsync(ClusterSettings.HbaFile, ClusterSettings.HostBasedAuthentication, cancellationToken);
        await EnsureLoginAsync(request, binaries, isNew, cancellationToken);
        var launch = Launch(request, binaries);
        if (isNew)
        {
            await RunInitFilesAsync(request, launch, cancellationToken);
            await MakeDurableAsync(request, binaries, cancellationToken);
            folder.Complete();
        }

        return launch;
    }

    /// <summary>Waits a little until the server that was started says that it listens; false when it does not yet.</summary>
    public async Task<bool> WaitUntilListeningAsync(CancellationToken cancellationToken)
    {
        var start = tools.TimeProvider.GetTimestamp();
        while (true)
        {
            if (_folder is not null && PostmasterPidFile.Read(_folder.Path) is { IsReady: true } running)
            {
                // What it would leave behind if it were killed and its folder deleted.
                _sharedMemory = running.SharedMemory;
                return true;
            }

            if (tools.TimeProvider.GetElapsedTime(start) > ListeningPatience)
            {
                return false;
            }

            await Task.Delay(ListeningPoll, tools.TimeProvider, cancellationToken);
        }
    }

    public void Dispose()
    {
        _folder?.Dispose();
        if (_sharedMemory is { } name)
        {
            SharedMemory.RemoveAbandoned(name);
        }
    }

    // A session costs more than all the rest of the preparation.
    private async Task EnsureLoginAsync(ServerRequest request, PostgresBinaries binaries, bool isNew, CancellationToken cancellationToken)
    {
        var record = new LoginRecord(request.Folder);
        if (isNew || !record.Holds(request))
        {
            await new SingleUserSession(binaries, tools.User, tools.Mark).SetPasswordAsync(request, cancellationToken);
            record.Write(request);
        }
    }

    private async Task<DataFolder> OpenAsync(ServerRequest request, CancellationToken cancellationToken)
    {
        if (_folder is not null && string.Equals(_folder.Path, request.Folder, StringComparison.Ordinal))
        {
            await new FolderGuard(request.Folder, tools.TimeProvider, logger).ClearAsync(cancellationToken);
            return _folder;
        }

        _folder?.Dispose();
        _folder = null;
        return _folder = await DataFolder.OpenAsync(request.Folder, tools.User, tools.TimeProvider, logger, cancellationToken);
    }

    private async Task RunInitFilesAsync(ServerRequest request, ProcessLaunch launch, CancellationToken cancellationToken)
    {
        if (request.InitFiles is { } source)
        {
            await new InitFiles(source, WaitUntilListeningAsync, logger).RunAsync(request, launch, tools.Processes, cancellationToken);
        }
    }

    // The copy was never flushed to disk, and the server flushes only what it changes: a power cut could spoil the rest of it even later.
    private async Task MakeDurableAsync(ServerRequest request, PostgresBinaries binaries, CancellationToken cancellationToken)
    {
        if (!request.IsKept || !request.IsDurable)
        {
            return;
        }

        var flush = new ProcessLaunch(binaries.Initdb, ["--sync-only", $"--pgdata={request.Folder}"])
        {
            WorkingDirectory = "/",
            UserName = tools.User.Name,
            Environment = ServerEnvironment.For(tools.User, request.Folder),
        };
        var result = await tools.Processes.RunAsync(flush, onOutput: null, cancellationToken);
        if (result.ExitCode != 0)
        {
            throw new PostgresStartException(
                $"Data folder '{request.Folder}' cannot be flushed to disk: {string.Join(' ', result.LastLines(4))}",
                "Check the disk, or set DataDirectory to another place.");
        }
    }

    private static string[] FoldersToDelete(ServerRequest request) => request.IsKept ? [] : [request.Folder];

    private ProcessLaunch Launch(ServerRequest request, PostgresBinaries binaries)
    {
        return new ProcessLaunch(binaries.Postgres, [.. ClusterSettings.ForServer(request), .. request.Arguments])
        {
            // The server changes to its data folder itself.
            WorkingDirectory = "/",
            UserName = tools.User.Name,
            Environment = ServerEnvironment.For(tools.User, request.Folder),
            FoldersToDelete = FoldersToDelete(request),

            // Fast shutdown: ends sessions, writes a checkpoint. Immediate for an orphan: nobody is left to wait for the checkpoint.
            StopSignal = ProcessSignal.Interrupt,
            OrphanSignal = ProcessSignal.Quit,
            StopTimeout = StopTimeout,
        };
    }
}
