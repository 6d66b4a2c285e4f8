using System.Text.Json.Nodes;
using Migration.SearchNode.Engine;
using Migration.SearchNode.Http;
using Migration.SearchNode.Mapping;
using Migration.SearchNode.Queries;

namespace Migration.SearchNode.Search;

/// <summary>Turns what was asked for into what one index can sort by.</summary>
internal static class SortKeys
{
    public static IReadOnlyList<SortKey> Make(IReadOnlyList<SortSpec> specs, QueryContext context)
        => [.. specs.Select(spec => Make(spec, context))];

    private static SortKey Make(SortSpec spec, QueryContext context)
    {
        switch (spec.Field)
        {
            case SortSpec.Score:
                return new ScoreSortKey(spec.Descending);
            case SortSpec.Document or SortSpec.ShardDocument:
                return new DocumentSortKey(spec.Descending);
            case IndexFields.Id:
                return new KeywordSortKey(IndexFields.Id, spec);
            default:
                break;
        }

        var field = context.Field(spec.Field) ?? Unmapped(spec, context);
        if (context.Mapping.NestedScope(field.Path) is { } nested)
        {
            throw Errors.Unsupported($"sort by field [{field.Path}] within nested object [{nested}]");
        }

        return field.Column switch
        {
            ColumnKind.Number => new NumberSortKey(field, spec, context.Scope),
            ColumnKind.Keyword => new KeywordSortKey(field.Path, spec),
            _ => throw NotSortable(field),
        };
    }

    public static OpenSearchException NotSortable(FieldType field) => field is TextFieldType { HasFieldData: true }
        ? Errors.ShardIllegalArgument($"[fielddata] of text field [{field.Path}] is not supported by this node. Please use a keyword field instead.")
        : field is TextFieldType
        ? Errors.ShardIllegalArgument(
            $"Text fields are not optimised for operations that require per-document field data like aggregations and sorting, so these operations are disabled by default. Please use a keyword field instead. Alternatively, set fielddata=true on [{field.Path}] in order to load field data by uninverting the inverted index. Note that this can use significant memory.")
        : field.HasColumn
            ? Errors.ShardIllegalArgument($"can't sort on {field.TypeName} field without using specific sorting feature, like geo_distance")
            : Errors.ShardIllegalArgument(
                $"Can't load fielddata on [{field.Path}] because fielddata is unsupported on fields of type [{field.TypeName}]. Use doc values instead.");

    private static FieldType Unmapped(SortSpec spec, QueryContext context)
        => spec.UnmappedType is { } type
            ? FieldTypes.Create(
                new FieldOptions(spec.Field, new JsonObject { ["type"] = type, ["scaling_factor"] = type is "scaled_float" ? 1 : null }), context.Index.Analyzers)
            : throw Errors.QueryShard($"No mapping found for [{spec.Field}] in order to sort on")
                .With("index", context.Index.Name)
                .With("index_uuid", context.Index.Uuid);
}
