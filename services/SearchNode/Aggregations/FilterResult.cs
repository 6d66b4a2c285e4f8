using System.Text.Json;

namespace Migration.SearchNode.Aggregations;

internal sealed class FilterResult(string name, JsonElement? meta, long count, AggregationResults below) : AggregationResult(name, meta)
{
    public override string TypedPrefix => "filter";

    private long Count => count;

    private AggregationResults Below => below;

    public override AggregationResult With(AggregationResult other)
        => other is FilterResult more ? new FilterResult(Name, Meta, count + more.Count, below.With(more.Below)) : this;

    public override AggregationResult Finished()
        => new FilterResult(Name, Meta, count, AggregationResults.Merge([below]) ?? below);

    protected override void WriteBody(Utf8JsonWriter json, bool typedKeys)
    {
        json.WriteNumber("doc_count", count);
        below.Write(json, typedKeys);
    }
}
