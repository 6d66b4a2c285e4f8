using System.Text.Json;
using Lucene.Net.Index;

namespace Migration.SearchNode.Aggregations;

/// <summary>
/// Collects documents into buckets that its parent numbers; the topmost has only bucket 0.
/// </summary>
internal abstract class Aggregator(string name, JsonElement? meta)
{
    public string Name { get; } = name;

    protected JsonElement? Meta { get; } = meta;

    public abstract void SetNextReader(AtomicReaderContext context);

    public abstract void Collect(int doc, int bucket);

    public abstract AggregationResult Result(int bucket);

    /// <summary>A number that buckets may be ordered by, NaN if the aggregation has none of that name.</summary>
    public virtual double Metric(string property, int bucket) => double.NaN;

    /// <summary>Whether <see cref="Metric"/> knows the property.</summary>
    public virtual bool HasMetric(string property) => false;
}
