namespace Migration.LoadGenerator;

/// <summary>What to send, as JSON on the standard input: tokens stand neither on a command line nor in a file.</summary>
public sealed record LoadPlan
{
    private const int MostRequests = 200_000;
    private const int HighestRate = 2_000;
    private const int LongestSeconds = 600;

    /// <summary>The monolith; on this machine, unless allowed otherwise.</summary>
    public required Uri Target { get; init; }

    /// <summary>Whether the target's owner has allowed load from another machine.</summary>
    public bool MayLeaveTheMachine { get; init; }

    /// <summary>A server that does nothing, sent to once for every ten requests; null for none.</summary>
    public Uri? Peer { get; init; }

    /// <summary>Requests a second.</summary>
    public required int Rate { get; init; }

    public required int Seconds { get; init; }

    /// <summary>
    /// Before that, for so long, the rate grows evenly from nothing; none of it is counted. A program that was just started compiles what it
    /// runs, and this one is no exception.
    /// </summary>
    public int LeadIn { get; init; }

    /// <summary>The same number sends the same requests in the same order.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Of users who are signed in; each request is one of theirs.</summary>
    public required IReadOnlyList<string> Tokens { get; init; }

    /// <summary>What is read.</summary>
    public required IReadOnlyList<long> Listings { get; init; }

    /// <summary>For what is written.</summary>
    public required int Category { get; init; }

    /// <summary>Begins the title of everything that is written, so that it can be told apart.</summary>
    public string Mark { get; init; } = "load";

    /// <summary>What is wrong with it, or null. The bounds keep it from becoming a weapon.</summary>
    public string? Problem()
        => !Target.IsLoopback && !MayLeaveTheMachine ? $"target {Target} is not on this machine: without mayLeaveTheMachine load is sent to loopback addresses alone"
            : Peer is { IsLoopback: false } ? $"peer {Peer} is not on this machine"
            : Rate is < 1 or > HighestRate ? $"rate {Rate} must be 1 to {HighestRate} requests a second"
            : Seconds is < 1 or > LongestSeconds ? $"seconds {Seconds} must be 1 to {LongestSeconds}"
            : LeadIn is < 0 or > LongestSeconds ? $"leadIn {LeadIn} must be 0 to {LongestSeconds}"
            : Rate * Seconds > MostRequests ? $"{Rate} requests a second for {Seconds} s are more than {MostRequests}"
            : Tokens.Count == 0 ? "tokens must hold at least one"
            : Listings.Count == 0 ? "listings must hold at least one id"
            : null;
}
