namespace Migration.LoadGenerator;

/// <summary>What came of it, as JSON on the standard output. Times are milliseconds from the moment at which a request was due.</summary>
public sealed record LoadResult
{
    public required long Scheduled { get; init; }

    public required double Seconds { get; init; }

    /// <summary>Answers that were no success, and requests without an answer.</summary>
    public required long Errors { get; init; }

    /// <summary>Successes that the monolith had to give because the microservice failed.</summary>
    public required long Fallbacks { get; init; }

    /// <summary>Why, by the router's own words: <c>GetListing breaker_open</c>.</summary>
    public required IReadOnlyDictionary<string, long> FallbackCauses { get; init; }

    /// <summary>Answered within a second of when they were due.</summary>
    public required long InTime { get; init; }

    /// <summary>The longest that a request was sent after it was due.</summary>
    public required double LatestSend { get; init; }

    public required IReadOnlyDictionary<string, long> ServedBy { get; init; }

    /// <summary>Listings that were made: the id, and which of the plan's tokens is their owner's.</summary>
    public required IReadOnlyList<MadeListing> Made { get; init; }

    /// <summary>The first few errors, in words.</summary>
    public required IReadOnlyList<string> ErrorSamples { get; init; }

    public required LatencySummary All { get; init; }

    /// <summary>Reads, lists and writes by themselves.</summary>
    public required IReadOnlyDictionary<string, LatencySummary> ByOperation { get; init; }

    /// <summary>The peer that does nothing: what the machine itself costs.</summary>
    public required LatencySummary Peer { get; init; }

    public required MachineRecord Machine { get; init; }

    /// <summary>The median of each window of five seconds.</summary>
    public required IReadOnlyList<double> WindowMedians { get; init; }
}
