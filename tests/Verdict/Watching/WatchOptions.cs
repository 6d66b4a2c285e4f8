namespace Migration.Verdict.Watching;

/// <summary>What to watch, and for how long.</summary>
internal sealed record WatchOptions
{
    /// <summary>Named in the journal: another target's is refused.</summary>
    public required string Target { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>Judged by itself; it ends when it is over and holds enough samples.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Requests a second.</summary>
    public int Rate { get; init; } = 10;

    /// <summary>Journal and report.</summary>
    public required string Folder { get; init; }
}
