using System.Text.Json;
using Lucene.Net.Search;
using Migration.SearchNode.Http;
using Migration.SearchNode.Mapping;

namespace Migration.SearchNode.Search;

internal sealed class ScoreSortKey(bool descending) : SortKey(descending)
{
    /// <summary>Lucene sorts scores high to low unless reversed.</summary>
    public override SortField ToLucene() => new(null, SortFieldType.SCORE, !Descending);

    public override void Write(Utf8JsonWriter json, object? value) => JsonNumbers.Write(json, ToSingle(value));

    public override object ReadAfter(JsonElement value, SearchScope scope)
        => value.ValueKind == JsonValueKind.Number ? J2N.Numerics.Single.GetInstance(value.GetSingle())
            : throw Errors.IllegalArgument($"Failed to parse search_after value for field [_score]: [{value}]");

    public override int Compare(object? left, object? right) => ToSingle(left).CompareTo(ToSingle(right));

    private static float ToSingle(object? value) => Convert.ToSingle(value, System.Globalization.CultureInfo.InvariantCulture);
}
