namespace Migration.Hosting.Runtime;

/// <summary>All that is needed to start, stop and clean up after one process.</summary>
/// <param name="FileName">The program: an absolute path, or a name that is looked up in PATH.</param>
/// <param name="Arguments">Its arguments, unquoted, one element each.</param>
internal sealed record ProcessLaunch(string FileName, IReadOnlyList<string> Arguments)
{
    /// <summary>How long a process gets between its stop signal and SIGKILL unless the launch says otherwise.</summary>
    public static readonly TimeSpan DefaultStopTimeout = TimeSpan.FromSeconds(3);

    /// <summary>The working directory; null means the host's own.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Set on top of what the process inherits from the host; a null value takes the inherited variable away.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>The user to run as; only root can use it. Null means the host's own user.</summary>
    public string? UserName { get; init; }

    /// <summary>What the process is asked to stop with. SIGKILL follows after <see cref="StopTimeout"/>.</summary>
    public ProcessSignal StopSignal { get; init; } = ProcessSignal.Terminate;

    /// <summary>What the reaper sends first when the host itself is gone. SIGKILL follows a second later.</summary>
    public ProcessSignal OrphanSignal { get; init; } = ProcessSignal.Terminate;

    /// <summary>The time between the stop signal and SIGKILL.</summary>
    public TimeSpan StopTimeout { get; init; } = DefaultStopTimeout;

    /// <summary>Absolute paths of folders that go when the environment ends, however it ends.</summary>
    public IReadOnlyList<string> FoldersToDelete { get; init; } = [];
}
