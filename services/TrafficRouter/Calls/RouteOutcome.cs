using Migration.TrafficRouter.Decisions;

namespace Migration.TrafficRouter.Calls;

/// <summary>What became of a request; also there when it ended in an exception.</summary>
public sealed class RouteOutcome
{
    public RoutingDecision Decision { get; internal set; }

    /// <summary>monolith, microservice or monolith-fallback.</summary>
    public string ServedBy { get; internal set; } = SideNames.Monolith;

    /// <summary>Why the monolith answered in place of the microservice; null where it did not.</summary>
    public string? FallbackCause { get; internal set; }

    /// <summary>Attempts at the microservice, refused ones not counted.</summary>
    public int Attempts { get; internal set; }

    /// <summary>The variants of the experiments that are running.</summary>
    public string? Variants { get; internal set; }

    /// <summary>Where in the microservice's log a write stands, if it said so.</summary>
    public string? Position { get; internal set; }

    public Side ServedSide => string.Equals(ServedBy, SideNames.Microservice, StringComparison.Ordinal) ? Side.Microservice : Side.Monolith;
}
