using System.Text.Json.Serialization;
using Migration.FaultProxy.Toxics;

namespace Migration.FaultProxy.Grpc;

/// <summary>Something happens between two messages of a stream.</summary>
internal abstract record CutAttributes : GrpcFaultAttributes
{
    /// <value>Whose messages are counted: those to the server, <c>upstream</c>, or those back. Default <c>downstream</c>.</value>
    public string Stream { get; init; } = StreamDirections.Downstream;

    /// <value>Whole messages that pass first. Default 0.</value>
    public int AfterMessages { get; init; }

    [JsonIgnore]
    public override string? Problem
        => !StreamDirections.TryParse(Stream, out _) ? $"attribute stream '{Stream}' can be either {StreamDirections.Upstream} or {StreamDirections.Downstream}"
            : AfterMessages < 0 ? $"attribute after_messages is {AfterMessages}: use 0 or more"
            : null;

    [JsonIgnore]
    public StreamDirection Direction => StreamDirections.TryParse(Stream, out var direction) ? direction.Value : default;
}
