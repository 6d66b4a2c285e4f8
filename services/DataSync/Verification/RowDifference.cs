using System.Globalization;
using System.Text.Json;

namespace Migration.DataSync.Verification;

/// <summary>Names the fields in which two rows differ.</summary>
internal static class RowDifference
{
    public static IReadOnlyList<FieldDifference> Of(string monolith, string microservice)
    {
        using var left = JsonDocument.Parse(monolith);
        using var right = JsonDocument.Parse(microservice);
        var differences = new List<FieldDifference>();
        foreach (var field in left.RootElement.EnumerateObject())
        {
            var other = right.RootElement.GetProperty(field.Name);
            if (field.NameEquals("images"))
            {
                differences.AddRange(Images(field.Value, other));
            }
            else if (!Same(field.Value, other))
            {
                differences.Add(new FieldDifference(field.Name, field.Value.GetRawText(), other.GetRawText()));
            }
        }

        return differences;
    }

    public static string Version(string row)
    {
        using var document = JsonDocument.Parse(row);
        return document.RootElement.GetProperty("updated_at").GetString() ?? "";
    }

    private static IEnumerable<FieldDifference> Images(JsonElement left, JsonElement right)
    {
        var mine = ById(left);
        var theirs = ById(right);
        foreach (var id in mine.Keys.Union(theirs.Keys).Order())
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"images[{id}]");
            if (!mine.TryGetValue(id, out var image) || !theirs.TryGetValue(id, out var other))
            {
                yield return new FieldDifference(name, mine.ContainsKey(id) ? "present" : "absent", theirs.ContainsKey(id) ? "present" : "absent");
                continue;
            }

            foreach (var field in image.EnumerateObject().Where(field => !Same(field.Value, other.GetProperty(field.Name))))
            {
                yield return new FieldDifference($"{name}.{field.Name}", field.Value.GetRawText(), other.GetProperty(field.Name).GetRawText());
            }
        }
    }

    /// <summary>As text, so that 1.50 is not 1.5: both come from PostgreSQL, in the same types.</summary>
    private static bool Same(JsonElement left, JsonElement right) => string.Equals(left.GetRawText(), right.GetRawText(), StringComparison.Ordinal);

    private static Dictionary<long, JsonElement> ById(JsonElement images)
        => images.ValueKind is JsonValueKind.Array
            ? images.EnumerateArray().ToDictionary(image => image.GetProperty("id").GetInt64())
            : [];
}
