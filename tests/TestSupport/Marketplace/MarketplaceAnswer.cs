using System.Net;
using System.Text.Json;

namespace Migration.TestSupport.Marketplace;

/// <summary>What the monolith answered, with who served it and why.</summary>
public sealed record MarketplaceAnswer
{
    public required HttpStatusCode Status { get; init; }

    /// <summary>monolith, microservice or monolith-fallback.</summary>
    public required string ServedBy { get; init; }

    public required string Reason { get; init; }

    /// <summary>Every header by name, several values joined by a comma.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public required string Body { get; init; }

    /// <summary>From sending to the last byte.</summary>
    public required TimeSpan Duration { get; init; }

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public override string ToString() => $"{(int)Status} by {ServedBy} ({Reason}): {Body}";
}
