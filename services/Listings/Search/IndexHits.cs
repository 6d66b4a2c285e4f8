using System.Globalization;
using System.Text.Json;

namespace Migration.Listings.Search;

/// <summary><c>{"hits":{"total":{"value":2},"hits":[{"_id":"7","_version":3,"sort":[25.5,…]},…]}}</c></summary>
/// <param name="Total">How many documents match.</param>
/// <param name="Ids">Those of the page.</param>
/// <param name="FirstSortValues">By what they are sorted first, where it is a number.</param>
/// <param name="Versions">Empty where none were asked for.</param>
internal sealed record IndexHits(int Total, IReadOnlyList<long> Ids, IReadOnlyList<double> FirstSortValues, IReadOnlyList<long> Versions)
{
    public static IndexHits Read(JsonElement answer)
    {
        var hits = answer.GetProperty("hits");
        var ids = new List<long>();
        var sortValues = new List<double>();
        var versions = new List<long>();
        foreach (var hit in hits.GetProperty("hits").EnumerateArray())
        {
            ids.Add(long.Parse(hit.GetProperty("_id").GetString()!, CultureInfo.InvariantCulture));
            if (hit.TryGetProperty("sort", out var sort) && sort[0].ValueKind == JsonValueKind.Number)
            {
                sortValues.Add(sort[0].GetDouble());
            }

            if (hit.TryGetProperty("_version", out var version))
            {
                versions.Add(version.GetInt64());
            }
        }

        return new IndexHits(hits.GetProperty("total").GetProperty("value").GetInt32(), ids, sortValues, versions);
    }
}
