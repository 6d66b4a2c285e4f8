using System.Text.Json;
using Lucene.Net.Search;
using Migration.SearchNode.Mapping;

namespace Migration.SearchNode.Search;

/// <summary>One sort key as an index carries it out: how Lucene compares it, and how its values are written and read back.</summary>
internal abstract class SortKey(bool descending)
{
    public bool Descending { get; } = descending;

    public abstract SortField ToLucene();

    public abstract void Write(Utf8JsonWriter json, object? value);

    /// <summary>A value of <c>search_after</c> in the form that the comparer compares.</summary>
    public abstract object? ReadAfter(JsonElement value, SearchScope scope);

    /// <summary>Orders two values of this key, as two indices' hits are merged.</summary>
    public abstract int Compare(object? left, object? right);
}
