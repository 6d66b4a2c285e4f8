using System.Text.Json;
using Migration.SearchNode.Http;
using Migration.SearchNode.Mapping;
using Migration.SearchNode.Queries;
using Migration.SearchNode.Search;

namespace Migration.SearchNode.Aggregations;

/// <summary>Reads <c>aggs</c>: a name, one type with its options, and perhaps aggregations below.</summary>
internal static class AggregationReader
{
    private static readonly char[] ForbiddenInNames = ['[', ']', '>'];

    public static AggregationSet Read(JsonElement element, QueryContext context)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Errors.Parsing("Expected [START_OBJECT] under [aggs]");
        }

        return new AggregationSet([.. element.EnumerateObject().Select(named => ReadOne(named, context))]);
    }

    private static Aggregator ReadOne(JsonProperty named, QueryContext context)
    {
        if (named.Name.IndexOfAny(ForbiddenInNames) >= 0)
        {
            throw Errors.Parsing($"Invalid aggregation name [{named.Name}]. Aggregation names can contain any character except '[', ']', and '>'");
        }

        if (named.Value.ValueKind != JsonValueKind.Object)
        {
            throw Errors.Parsing($"Aggregation definition for [{named.Name}] starts with a [{named.Value.ValueKind}], expected a [START_OBJECT].");
        }

        JsonProperty? type = null;
        JsonElement? meta = null;
        var below = AggregationSet.Empty;
        foreach (var part in named.Value.EnumerateObject())
        {
            switch (part.Name)
            {
                case "aggs" or "aggregations":
                    below = Read(part.Value, context);
                    break;
                case "meta":
                    meta = part.Value;
                    break;
                default:
                    type = type is null ? part
                        : throw Errors.Parsing($"Found two aggregation type definitions in [{named.Name}]: [{type.Value.Name}] and [{part.Name}]");
                    break;
            }
        }

        if (type is not { } definition)
        {
            throw Errors.Parsing($"Missing definition for aggregation [{named.Name}]");
        }

        return Make(new AggregationDefinition(named.Name, definition.Name, definition.Value, meta), below, context);
    }

    private static Aggregator Make(AggregationDefinition definition, AggregationSet below, QueryContext context)
    {
        var isMetric = definition.Type is "stats" or "min" or "max" or "avg" or "sum" or "value_count" or "cardinality";
        if (isMetric && !below.IsEmpty)
        {
            throw new OpenSearchException(
                500, "aggregation_initialization_exception", $"Aggregator [{definition.Name}] of type [{definition.Type}] cannot accept sub-aggregations");
        }

        return definition.Type switch
        {
            "terms" => TermsReader.Read(definition, below, context),
            "range" => RangeReader.Read(definition, below, context),
            "filter" => new FilterAggregator(definition, below, context),
            "cardinality" => CardinalityAggregator.Read(definition, context),
            _ when isMetric => MetricAggregator.Read(definition, context),
            _ => throw Errors.Parsing($"Unknown aggregation type [{definition.Type}], or one that this node does not support").With("aggregation", definition.Name),
        };
    }

    /// <summary>The field to aggregate, or null if the index has none of that name.</summary>
    public static FieldType? Field(string name, QueryContext context)
    {
        if (context.Field(name) is not { } field)
        {
            return null;
        }

        if (context.Mapping.NestedScope(field.Path) is { } nested)
        {
            throw Errors.Unsupported($"an aggregation on field [{field.Path}] within nested object [{nested}]");
        }

        return field.Column is ColumnKind.Number or ColumnKind.Keyword ? field : throw SortKeys.NotSortable(field);
    }

    public static OpenSearchException WrongType(FieldType field, string type)
        => Errors.ShardIllegalArgument($"Field [{field.Path}] of type [{field.TypeName}] is not supported for aggregation [{type}]");
}
