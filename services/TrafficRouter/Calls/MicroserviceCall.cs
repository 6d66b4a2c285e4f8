using System.Globalization;
using Grpc.Core;

namespace Migration.TrafficRouter.Calls;

/// <summary>One attempt at the microservice: pass <see cref="Options"/> to the generated client.</summary>
public sealed class MicroserviceCall
{
    /// <summary>Where the idempotency key of a write is carried.</summary>
    public const string IdempotencyKeyHeader = "idempotency-key";

    /// <summary>How many attempts came before this one, as gRPC's own retries say it.</summary>
    public const string PreviousAttemptsHeader = "grpc-previous-rpc-attempts";

    internal MicroserviceCall(RouteRequest request, int attempt, DateTime deadline, CancellationToken cancellationToken)
    {
        Attempt = attempt;
        var headers = new Metadata();
        for (var index = 0; index < request.Metadata.Count; index++)
        {
            headers.Add(request.Metadata[index]);
        }

        if (request.IdempotencyKey is { } key)
        {
            headers.Add(IdempotencyKeyHeader, key);
        }

        if (attempt > 1)
        {
            headers.Add(PreviousAttemptsHeader, (attempt - 1).ToString(CultureInfo.InvariantCulture));
        }

        Options = new CallOptions(headers, deadline, cancellationToken);
    }

    /// <summary>Deadline, cancellation, the caller's token and the idempotency key.</summary>
    public CallOptions Options { get; }

    /// <summary>1 for the first.</summary>
    public int Attempt { get; }

    public CancellationToken CancellationToken => Options.CancellationToken;

    /// <summary>Where in the microservice's log a write stands, if the delegate knows it.</summary>
    public string? Position { get; set; }
}
