using System.Text.Json.Serialization;

namespace Migration.TestSupport.Measuring;

/// <summary>
/// What one test has measured: <c>{"format":"migration-evidence/1","run":"…","test":"P99_…","state":null,"measurements":[…]}</c>.
/// </summary>
public sealed record EvidenceFile
{
    public const string CurrentFormat = "migration-evidence/1";

    public required string Format { get; init; }

    /// <summary>The run that it belongs to: what an earlier one has left behind proves nothing.</summary>
    public required string Run { get; init; }

    /// <summary>The test method's name.</summary>
    public required string Test { get; init; }

    /// <summary>NOT-RUN or INCONCLUSIVE where the test says so of itself, else null.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<CheckState>))]
    public CheckState? State { get; init; }

    public string? Reason { get; init; }

    public IReadOnlyList<Measurement> Measurements { get; init; } = [];
}
