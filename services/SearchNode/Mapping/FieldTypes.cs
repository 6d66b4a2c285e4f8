using Migration.SearchNode.Analysis;
using Migration.SearchNode.Http;

namespace Migration.SearchNode.Mapping;

/// <summary>The field types by name.</summary>
internal static class FieldTypes
{
    public static FieldType Create(FieldOptions options, IndexAnalyzers analyzers) => options.Type switch
    {
        "text" => new TextFieldType(options, analyzers),
        "keyword" => new KeywordFieldType(options, analyzers),
        "byte" => new NumberFieldType(options, NumberKind.Byte),
        "short" => new NumberFieldType(options, NumberKind.Short),
        "integer" => new NumberFieldType(options, NumberKind.Integer),
        "long" => new NumberFieldType(options, NumberKind.Long),
        "unsigned_long" => new UnsignedLongFieldType(options),
        "half_float" => new NumberFieldType(options, NumberKind.HalfFloat),
        "float" => new NumberFieldType(options, NumberKind.Float),
        "double" => new NumberFieldType(options, NumberKind.Double),
        "scaled_float" => new NumberFieldType(options, NumberKind.ScaledFloat),
        "boolean" => new BooleanFieldType(options),
        "date" => new DateFieldType(options),
        "geo_point" => new GeoPointFieldType(options),
        "ip" => new IpFieldType(options),
        _ => throw Errors.MapperParsing($"No handler for type [{options.Type}] declared on field [{options.Path.Split('.')[^1]}]"),
    };
}
