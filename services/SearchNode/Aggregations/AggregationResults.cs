using System.Text.Json;

namespace Migration.SearchNode.Aggregations;

/// <summary>Named results of one level.</summary>
internal sealed class AggregationResults(IReadOnlyList<AggregationResult> results)
{
    public IReadOnlyList<AggregationResult> All { get; } = results;

    public void Write(Utf8JsonWriter json, bool typedKeys)
    {
        foreach (var result in All)
        {
            json.WriteStartObject(typedKeys ? $"{result.TypedPrefix}#{result.Name}" : result.Name);
            result.Write(json, typedKeys);
            json.WriteEndObject();
        }
    }

    /// <summary>Joins what several indices found.</summary>
    public static AggregationResults? Merge(IEnumerable<AggregationResults?> parts)
    {
        var present = parts.OfType<AggregationResults>().ToArray();
        return present.Length switch
        {
            0 => null,
            1 => present[0].Finished(),
            _ => present[1..].Aggregate(present[0], (left, right) => left.With(right)).Finished(),
        };
    }

    public AggregationResults With(AggregationResults other)
        => new([.. All.Select((result, i) => result.With(other.All[i]))]);

    private AggregationResults Finished() => new([.. All.Select(result => result.Finished())]);
}
