namespace Migration.Hosting.Runtime.Processes;

/// <summary>Ends the environment's processes and deletes its folders when the host is gone, however it went.</summary>
internal interface IReaper : IDisposable, IAsyncDisposable
{
    /// <summary>From now on the process does not outlive the host.</summary>
    /// <param name="processId">A running process.</param>
    /// <param name="orphanSignal">What it gets first; SIGKILL follows two seconds later.</param>
    void Watch(int processId, ProcessSignal orphanSignal);

    /// <summary>The process has ended by itself.</summary>
    void Forget(int processId);

    /// <summary>The folder is deleted when the environment ends.</summary>
    /// <param name="folder">An absolute path.</param>
    void DeleteAtEnd(string folder);

    /// <summary>Ends the environment now: whatever is left of it goes, and the task ends when it is gone.</summary>
    Task EndAsync(CancellationToken cancellationToken);
}
