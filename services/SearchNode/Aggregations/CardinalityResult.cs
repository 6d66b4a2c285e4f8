using System.Text.Json;

namespace Migration.SearchNode.Aggregations;

internal sealed class CardinalityResult(string name, JsonElement? meta, HashSet<string> keywords, HashSet<long> numbers) : AggregationResult(name, meta)
{
    public override string TypedPrefix => "cardinality";

    private HashSet<string> Keywords => keywords;

    private HashSet<long> Numbers => numbers;

    public override AggregationResult With(AggregationResult other)
        => other is CardinalityResult more
            ? new CardinalityResult(
                Name, Meta, new HashSet<string>(keywords.Union(more.Keywords, StringComparer.Ordinal), StringComparer.Ordinal), [.. numbers.Union(more.Numbers)])
            : this;

    protected override void WriteBody(Utf8JsonWriter json, bool typedKeys) => json.WriteNumber("value", keywords.Count + numbers.Count);
}
