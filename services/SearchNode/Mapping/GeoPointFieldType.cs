using Lucene.Net.Search;
using Lucene.Net.Util;
using Migration.SearchNode.Http;

namespace Migration.SearchNode.Mapping;

/// <summary>A place on earth: latitude and longitude as ranges, and both in one column for exact distances.</summary>
internal sealed class GeoPointFieldType : FieldType
{
    public const string LatitudeSuffix = "#lat";
    public const string LongitudeSuffix = "#lon";

    private readonly bool _indexed;

    public GeoPointFieldType(FieldOptions options)
        : base(options)
    {
        _indexed = options.Flag("index", true);
        HasColumn = options.Flag("doc_values", true);
        IgnoreMalformed = options.Flag("ignore_malformed", false);
        NullValue = options.Value("null_value");
        options.Accept("store", "ignore_z_value");
    }

    public bool IgnoreMalformed { get; }

    public override bool IsSearchable => _indexed;

    public override bool HasColumn { get; }

    public override ColumnKind Column => HasColumn ? ColumnKind.GeoPoint : ColumnKind.None;

    public override void Index(FieldValue value, DocumentSink sink)
    {
        if (!GeoPoint.TryParse(value.Text, out var point))
        {
            if (IgnoreMalformed)
            {
                return;
            }

            throw Malformed(value, $"unsupported symbol or no geo point: [{value.Text}]");
        }

        Index(point, sink);
    }

    public void Index(GeoPoint point, DocumentSink sink)
    {
        if (!point.IsValid)
        {
            if (IgnoreMalformed)
            {
                return;
            }

            throw Errors.MapperParsing(
                $"failed to parse field [{Path}] of type [geo_point]",
                Errors.IllegalArgument($"illegal latitude or longitude value [{point.Latitude}, {point.Longitude}] for {Path}"));
        }

        if (_indexed)
        {
            sink.Add(new NumberField(Path + LatitudeSuffix, NumericUtils.DoubleToSortableInt64(point.Latitude)));
            sink.Add(new NumberField(Path + LongitudeSuffix, NumericUtils.DoubleToSortableInt64(point.Longitude)));
        }

        if (HasColumn)
        {
            sink.AddNumberColumn(Path, point.Pack());
        }
    }

    public override Query Term(FieldValue value, SearchScope scope)
        => throw Errors.QueryShard($"Geometry fields do not support exact searching, use dedicated geometry queries instead: [{Path}]");
}
