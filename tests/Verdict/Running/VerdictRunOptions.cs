namespace Migration.Verdict.Running;

/// <summary>What was asked for on the command line.</summary>
internal sealed record VerdictRunOptions
{
    /// <summary>All if empty. A run of some proves less: the criteria of the others are NOT-RUN.</summary>
    public IReadOnlyList<string> Suites { get; init; } = [];

    /// <summary>Only tests with this in their name.</summary>
    public string? Test { get; init; }

    /// <summary>Default artifacts/verdict/RUN.</summary>
    public string? Output { get; init; }

    /// <summary>The report.json of an earlier run.</summary>
    public string? Compare { get; init; }

    /// <summary>So many times, until one of the checks does not pass.</summary>
    public int Repeat { get; init; } = 1;

    /// <summary>Ten times the time for each suite, and the environment stays until Enter is pressed.</summary>
    public bool IsDebug { get; init; }
}
