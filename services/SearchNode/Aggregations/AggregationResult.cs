using System.Text.Json;

namespace Migration.SearchNode.Aggregations;

/// <summary>What one aggregation found, in a form that joins with the same of another index.</summary>
internal abstract class AggregationResult(string name, JsonElement? meta)
{
    public string Name { get; } = name;

    public JsonElement? Meta { get; } = meta;

    /// <summary>The type that <c>typed_keys</c> shows.</summary>
    public abstract string TypedPrefix { get; }

    public abstract AggregationResult With(AggregationResult other);

    /// <summary>Orders and cuts, once everything is joined.</summary>
    public virtual AggregationResult Finished() => this;

    public void Write(Utf8JsonWriter json, bool typedKeys)
    {
        if (Meta is { } meta)
        {
            json.WritePropertyName("meta");
            meta.WriteTo(json);
        }

        WriteBody(json, typedKeys);
    }

    protected abstract void WriteBody(Utf8JsonWriter json, bool typedKeys);
}
