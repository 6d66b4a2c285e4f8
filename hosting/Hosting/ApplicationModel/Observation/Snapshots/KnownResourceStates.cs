namespace Aspire.Hosting.ApplicationModel;

/// <summary>The states that the engine sets and understands.</summary>
public static class KnownResourceStates
{
    /// <summary>Not a lifetime but a value that is there, for example a parameter.</summary>
    public static readonly string Active = nameof(Active);

    /// <summary>Being built.</summary>
    public static readonly string Building = nameof(Building);

    /// <summary>Ended, stopped by somebody or by an error code.</summary>
    public static readonly string Exited = nameof(Exited);

    /// <summary>Could not be started.</summary>
    public static readonly string FailedToStart = nameof(FailedToStart);

    /// <summary>Ran to its end with exit code 0.</summary>
    public static readonly string Finished = nameof(Finished);

    /// <summary>Left out of lists.</summary>
    [Obsolete("Use CustomResourceSnapshot.IsHidden instead.")]
    public static readonly string Hidden = nameof(Hidden);

    /// <summary>Waits for somebody to start it.</summary>
    public static readonly string NotStarted = nameof(NotStarted);

    /// <summary>Running; whether it is healthy is another question.</summary>
    public static readonly string Running = nameof(Running);

    /// <summary>What it would run on is not there.</summary>
    public static readonly string RuntimeUnhealthy = nameof(RuntimeUnhealthy);

    /// <summary>Being started.</summary>
    public static readonly string Starting = nameof(Starting);

    /// <summary>Being stopped.</summary>
    public static readonly string Stopping = nameof(Stopping);

    /// <summary>A parameter without a value.</summary>
    public static readonly string ValueMissing = nameof(ValueMissing);

    /// <summary>Waits for other resources.</summary>
    public static readonly string Waiting = nameof(Waiting);

    /// <summary>The states that only a new start leaves.</summary>
    public static readonly IReadOnlyList<string> TerminalStates = [Finished, FailedToStart, Exited];

    /// <summary>The states in which a resource may be built anew.</summary>
    public static readonly IReadOnlyList<string> BuildableStates = [Running, Waiting, Finished, FailedToStart, Exited];
}
