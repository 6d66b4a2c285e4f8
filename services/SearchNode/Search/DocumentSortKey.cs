using System.Text.Json;
using Lucene.Net.Search;
using Migration.SearchNode.Http;
using Migration.SearchNode.Mapping;

namespace Migration.SearchNode.Search;

/// <summary>The index's own order: <c>_doc</c>, and <c>_shard_doc</c> within a point in time.</summary>
internal sealed class DocumentSortKey(bool descending) : SortKey(descending)
{
    public override SortField ToLucene() => new(null, SortFieldType.DOC, Descending);

    public override void Write(Utf8JsonWriter json, object? value) => json.WriteNumberValue(ToInt64(value));

    public override object ReadAfter(JsonElement value, SearchScope scope)
        => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
            ? J2N.Numerics.Int32.GetInstance(number)
            : throw Errors.IllegalArgument($"Failed to parse search_after value for field [_doc]: [{value}]");

    public override int Compare(object? left, object? right) => ToInt64(left).CompareTo(ToInt64(right));

    private static long ToInt64(object? value) => Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture);
}
