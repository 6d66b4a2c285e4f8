using System.Text.Json;
using Lucene.Net.Search;
using Lucene.Net.Util;
using Migration.SearchNode.Http;
using Migration.SearchNode.Mapping;

namespace Migration.SearchNode.Search;

/// <summary>A field of exact strings, ordered by their bytes.</summary>
internal sealed class KeywordSortKey : SortKey
{
    private readonly string _path;
    private readonly bool _max;
    private readonly bool _missingFirst;

    public KeywordSortKey(string path, SortSpec spec)
        : base(spec.Descending)
    {
        _path = path;
        _max = spec.Mode is null ? spec.Descending : spec.Mode is "max";
        _missingFirst = spec.Missing?.Text switch
        {
            null or "_last" => false,
            "_first" => true,
            _ => throw Errors.Unsupported($"[missing] other than [_first] and [_last] on field [{path}] of type [keyword]"),
        };
    }

    /// <summary>Whether null is the greatest value for the comparer, which the direction then turns round.</summary>
    private bool NullIsGreatest => _missingFirst == Descending;

    public override SortField ToLucene() => new(_path, new KeywordComparerSource(_max, NullIsGreatest), Descending);

    public override void Write(Utf8JsonWriter json, object? value)
    {
        if (value is BytesRef bytes)
        {
            json.WriteStringValue(bytes.Utf8ToString());
        }
        else
        {
            json.WriteNullValue();
        }
    }

    public override object? ReadAfter(JsonElement value, SearchScope scope) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => new BytesRef(value.GetString()!),
        _ => throw Errors.IllegalArgument($"Failed to parse search_after value for field [{_path}]: [{value}]"),
    };

    public override int Compare(object? left, object? right) => (left, right) switch
    {
        (null, null) => 0,
        (null, _) => NullIsGreatest ? 1 : -1,
        (_, null) => NullIsGreatest ? -1 : 1,
        (BytesRef one, BytesRef other) => one.CompareTo(other),
        _ => 0,
    };
}
