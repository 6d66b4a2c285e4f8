namespace Migration.Hosting.Runtime.Processes;

/// <summary>A started process.</summary>
internal interface IProcessHandle : IAsyncDisposable
{
    int ProcessId { get; }

    /// <summary>
    /// Ends with the exit code (128 + signal number for a process ended by a signal), once the process is gone and what it had
    /// written was handed over. Never faults.
    /// </summary>
    Task<int> Exited { get; }

    /// <summary>Sends a signal to the whole process group; does nothing when the process is gone.</summary>
    void Signal(ProcessSignal signal);

    /// <summary>
    /// Ends the process and all its descendants: the launch's stop signal first, SIGKILL after its stop timeout or when
    /// <paramref name="cancellationToken"/> is cancelled, whichever is earlier. Returns the exit code; safe to call again.
    /// </summary>
    Task<int> StopAsync(CancellationToken cancellationToken);
}
