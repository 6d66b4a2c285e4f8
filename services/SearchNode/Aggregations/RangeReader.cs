using System.Text.Json;
using Migration.SearchNode.Http;
using Migration.SearchNode.Mapping;
using Migration.SearchNode.Queries;

namespace Migration.SearchNode.Aggregations;

/// <summary>Reads a range aggregation.</summary>
internal static class RangeReader
{
    public static Aggregator Read(AggregationDefinition definition, AggregationSet below, QueryContext context)
    {
        var options = definition.Options();
        var name = options.Text("field") ?? throw Errors.IllegalArgument($"Required one of fields [field, script], but none were specified. ([{definition.Name}])");
        var ranges = options.Required("ranges");
        var keyed = options.Flag("keyed");
        var missing = options.Value("missing");
        options.RefuseUnknown();
        var field = AggregationReader.Field(name, context);
        if (field is not (null or NumberFieldType))
        {
            throw AggregationReader.WrongType(field, definition.Type);
        }

        double? value = missing is not { } given ? null : given.TryDouble(out var number) ? number : throw Errors.NumberFormat(given.Text);
        var buckets = ranges.EnumerateArray().Select(ReadRange).OrderBy(range => range.From).ThenBy(range => range.To).ToArray();
        return buckets.Length == 0
            ? throw Errors.IllegalArgument($"No [ranges] specified for the [{definition.Name}] aggregation")
            : new RangeAggregator(definition, field, buckets, below) { IsKeyed = keyed, Missing = value };
    }

    private static RangeBucket ReadRange(JsonElement element)
    {
        var options = QueryOptions.Of("range", element);
        var (from, to) = (Number(options.Value("from")), Number(options.Value("to")));
        var key = options.Text("key") ?? $"{(from is { } low ? JsonNumbers.Text(low) : "*")}-{(to is { } high ? JsonNumbers.Text(high) : "*")}";
        options.RefuseUnknown();
        return new RangeBucket(key, from ?? double.NegativeInfinity, to ?? double.PositiveInfinity);
    }

    private static double? Number(FieldValue? value)
        => value is not { } given ? null : given.TryDouble(out var number) ? number : throw Errors.NumberFormat(given.Text);
}
