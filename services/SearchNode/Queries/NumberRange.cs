using Lucene.Net.Documents;
using Lucene.Net.Search;

namespace Migration.SearchNode.Queries;

/// <summary>Numbers are indexed as tries of longs; a step of 16 bits costs four terms a value.</summary>
internal static class NumberRange
{
    public const int PrecisionStep = 16;

    public static readonly FieldType Field = MakeField();

    public static Query Exact(string path, long value) => Between(path, value, value);

    public static Query Between(string path, long lower, long upper)
        => NumericRangeQuery.NewInt64Range(path, PrecisionStep, lower, upper, minInclusive: true, maxInclusive: true);

    private static FieldType MakeField()
    {
        var type = new FieldType(Int64Field.TYPE_NOT_STORED) { NumericPrecisionStep = PrecisionStep };
        type.Freeze();
        return type;
    }
}
