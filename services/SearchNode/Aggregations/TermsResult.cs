using System.Text.Json;
using Migration.SearchNode.Mapping;

namespace Migration.SearchNode.Aggregations;

/// <summary>The buckets of a terms aggregation.</summary>
internal sealed class TermsResult(TermsOptions options, IReadOnlyList<TermsBucket> buckets, long others) : AggregationResult(options.Name, options.Meta)
{
    /// <summary>By how much a count may be short, were there other indices to join.</summary>
    public long Error { get; init; }

    private bool IsJoined { get; init; }

    private TermsOptions Options => options;

    private IReadOnlyList<TermsBucket> Buckets => buckets;

    private long Others => others;

    public override string TypedPrefix => options.Field switch
    {
        null => "umterms",
        KeywordFieldType => "sterms",
        UnsignedLongFieldType => "ulterms",
        NumberFieldType { IsWhole: false } => "dterms",
        _ => "lterms",
    };

    public override AggregationResult With(AggregationResult other)
    {
        if (other is not TermsResult more)
        {
            return this;
        }

        var joined = buckets.ToDictionary(bucket => bucket.Key);
        foreach (var bucket in more.Buckets)
        {
            joined[bucket.Key] = joined.TryGetValue(bucket.Key, out var known)
                ? known with { Count = known.Count + bucket.Count, Below = known.Below.With(bucket.Below) }
                : bucket;
        }

        var mapped = options.Field is null ? more.Options : options;
        return new TermsResult(mapped, [.. joined.Values], others + more.Others) { Error = Error + more.Error, IsJoined = true };
    }

    public override AggregationResult Finished()
    {
        var ordered = buckets.Order(new TermsBucketComparer(options.Orders)).ToArray();
        var shown = ordered.Where(bucket => bucket.Count >= options.MinCount).Take(options.Size)
            .Select(bucket => bucket with { Below = AggregationResults.Merge([bucket.Below]) ?? bucket.Below })
            .ToArray();
        var cut = ordered.Sum(bucket => bucket.Count) - shown.Sum(bucket => bucket.Count);
        return new TermsResult(options, shown, others + cut) { Error = IsJoined ? Error : 0 };
    }

    protected override void WriteBody(Utf8JsonWriter json, bool typedKeys)
    {
        json.WriteNumber("doc_count_error_upper_bound", Error);
        json.WriteNumber("sum_other_doc_count", others);
        json.WriteStartArray("buckets");
        foreach (var bucket in buckets)
        {
            json.WriteStartObject();
            bucket.Key.Write(json, options.Field);
            json.WriteNumber("doc_count", bucket.Count);
            if (options.ShowError)
            {
                json.WriteNumber("doc_count_error_upper_bound", Error);
            }

            bucket.Below.Write(json, typedKeys);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
