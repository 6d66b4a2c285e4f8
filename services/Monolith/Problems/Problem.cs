using System.Text.Json.Serialization;

namespace Migration.Monolith.Problems;

/// <summary>RFC 9457 problem details; <see cref="Code"/> is the word a program can rely on.</summary>
internal sealed record Problem(int Status, string Code, string Title, string Detail)
{
    public string Type { get; } = "about:blank";

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Instance { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TraceId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<FieldError>? Errors { get; init; }
}
