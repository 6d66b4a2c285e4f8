using System.Text.Json;
using Migration.SearchNode.Mapping;

namespace Migration.SearchNode.Aggregations;

/// <summary>The buckets of a range aggregation.</summary>
internal sealed class RangeResult(string name, JsonElement? meta, RangeBucket[] ranges, long[] counts) : AggregationResult(name, meta)
{
    public required bool IsKeyed { get; init; }

    public required AggregationResults[] Below { get; init; }

    public override string TypedPrefix => "range";

    private long[] Counts => counts;

    public override AggregationResult With(AggregationResult other)
        => other is RangeResult more
            ? new RangeResult(Name, Meta, ranges, [.. counts.Zip(more.Counts, (left, right) => left + right)])
            {
                IsKeyed = IsKeyed,
                Below = [.. Below.Zip(more.Below, (left, right) => left.With(right))],
            }
            : this;

    public override AggregationResult Finished()
        => new RangeResult(Name, Meta, ranges, counts) { IsKeyed = IsKeyed, Below = [.. Below.Select(below => AggregationResults.Merge([below]) ?? below)] };

    protected override void WriteBody(Utf8JsonWriter json, bool typedKeys)
    {
        if (IsKeyed)
        {
            json.WriteStartObject("buckets");
        }
        else
        {
            json.WriteStartArray("buckets");
        }

        for (var i = 0; i < ranges.Length; i++)
        {
            if (IsKeyed)
            {
                json.WriteStartObject(ranges[i].Key);
            }
            else
            {
                json.WriteStartObject();
                json.WriteString("key", ranges[i].Key);
            }

            WriteBound(json, "from", ranges[i].From);
            WriteBound(json, "to", ranges[i].To);
            json.WriteNumber("doc_count", counts[i]);
            Below[i].Write(json, typedKeys);
            json.WriteEndObject();
        }

        if (IsKeyed)
        {
            json.WriteEndObject();
        }
        else
        {
            json.WriteEndArray();
        }
    }

    private static void WriteBound(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WritePropertyName(name);
            JsonNumbers.Write(json, value);
        }
    }
}
