using System.Text.Json;
using Migration.SearchNode.Http;
using Migration.SearchNode.Mapping;
using Migration.SearchNode.Queries;

namespace Migration.SearchNode.Aggregations;

/// <summary>Reads a terms aggregation.</summary>
internal static class TermsReader
{
    public static Aggregator Read(AggregationDefinition definition, AggregationSet below, QueryContext context)
    {
        var options = definition.Options();
        var name = options.Text("field") ?? throw Errors.IllegalArgument($"Required one of fields [field, script], but none were specified. ([{definition.Name}])");
        var field = AggregationReader.Field(name, context);
        var size = options.Int("size", 10);
        if (size <= 0)
        {
            throw Errors.IllegalArgument($"[size] must be greater than 0. Found [{size}] in [{definition.Name}]");
        }

        var minCount = options.Long("min_doc_count", 1);
        if (minCount < 1)
        {
            throw Errors.Unsupported($"[min_doc_count: {minCount}] of aggregation [{definition.Name}]");
        }

        _ = options.Long("shard_min_doc_count", 0);
        _ = (options.Text("collect_mode"), options.Text("execution_hint"));
        var terms = new TermsOptions(definition.Name, field)
        {
            Meta = definition.Meta,
            Size = size,
            ShardSize = Math.Max(size, options.Int("shard_size", (int)Math.Min(int.MaxValue, (size * 1.5) + 10))),
            MinCount = minCount,
            Orders = Orders(options.Element("order"), below, definition.Name),
            Missing = options.Value("missing") is { } missing ? Missing(missing, field, context) : null,
            ShowError = options.Flag("show_term_doc_count_error"),
            Selection = TermsSelection.Read(options.Element("include"), options.Element("exclude"), field, context),
        };
        options.RefuseUnknown();
        return new TermsAggregator(terms, below);
    }

    private static BucketKey Missing(FieldValue value, FieldType? field, QueryContext context)
        => field is { Column: ColumnKind.Number } ? new BucketKey(null, field.ToColumn(value, context.Scope))
            : field is KeywordFieldType keyword ? new BucketKey(keyword.Normalize(value.Text), 0)
            : new BucketKey(value.Text, 0);

    private static List<TermsOrder> Orders(JsonElement? element, AggregationSet below, string aggregation)
    {
        var orders = new List<TermsOrder>();
        IEnumerable<JsonElement> parts = element is not { } given ? []
            : given.ValueKind == JsonValueKind.Array ? given.EnumerateArray()
            : [given];
        foreach (var property in parts.SelectMany(part => part.EnumerateObject()))
        {
            var descending = property.Value.ToString().ToLowerInvariant() switch
            {
                "asc" => false,
                "desc" => true,
                var other => throw Errors.Parsing($"Unknown order direction [{other}]"),
            };
            var order = new TermsOrder(property.Name is "_term" ? TermsOrder.ByKey : property.Name, descending);
            if (order.IsMetric && below.Find(order.Aggregation)?.HasMetric(order.Property) != true)
            {
                throw new OpenSearchException(
                    500,
                    "aggregation_execution_exception",
                    $"Invalid aggregation order path [{order.Path}] in [{aggregation}]. The provided aggregation [{order.Aggregation}] either does not exist, or is a pipeline aggregation and cannot be used to sort the buckets.");
            }

            orders.Add(order);
        }

        if (orders.Count == 0)
        {
            orders.Add(new TermsOrder(TermsOrder.ByCount, Descending: true));
        }

        if (orders[^1].Path is not TermsOrder.ByKey)
        {
            orders.Add(new TermsOrder(TermsOrder.ByKey, Descending: false));
        }

        return orders;
    }
}
