using Grpc.Core;
using Migration.TrafficRouter.Decisions;

namespace Migration.TrafficRouter.Calls;

/// <summary>What the router knows of one request, and what it has to say about it afterwards.</summary>
public sealed class RouteRequest
{
    public required RoutingSubject Subject { get; init; }

    public RoutingOverride Override { get; init; }

    /// <summary>Sent to the microservice with each attempt: the caller's token and the like.</summary>
    public Metadata Metadata { get; init; } = Metadata.Empty;

    public string? IdempotencyKey { get; init; }

    /// <summary>Cancelled when the caller leaves.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>When the caller stops waiting; bounds the attempts and the fallback. Null where the router's own times are all there is.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Runs an action once the answer has been sent; null runs it at once.</summary>
    public Action<Action>? AfterAnswer { get; init; }

    /// <summary>Whether an earlier request may have done this write on the microservice already.</summary>
    internal bool IsRepeat { get; set; }

    public RouteOutcome Outcome { get; } = new();
}
