using System.Text.Json;
using Migration.SearchNode.Http;

namespace Migration.SearchNode.Mapping;

/// <summary>
/// Reads <c>{"lat":44.8,"lon":20.4}</c>, <c>{"type":"Point","coordinates":[20.4,44.8]}</c>, <c>[20.4,44.8]</c> or an array
/// of such, and of strings.
/// </summary>
internal static class GeoPointReader
{
    public static List<GeoPoint> Read(ref Utf8JsonReader reader, GeoPointFieldType field, string id)
    {
        var points = new List<GeoPoint>();
        using var value = JsonDocument.ParseValue(ref reader);
        Read(value.RootElement, points, field, id);
        return points;
    }

    /// <summary>A place as queries write it.</summary>
    public static bool TryRead(JsonElement value, out GeoPoint point)
    {
        point = default;
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return GeoPoint.TryParse(value.GetString()!, out point);
            case JsonValueKind.Array:
                return TryPair(value, out point);
            case JsonValueKind.Object when value.TryGetProperty("coordinates", out var coordinates):
                return TryPair(coordinates, out point);
            case JsonValueKind.Object:
                if (!TryNumber(value, "lat", out var latitude) || !TryNumber(value, "lon", out var longitude))
                {
                    return false;
                }

                point = new GeoPoint(latitude, longitude);
                return true;
            default:
                return false;
        }
    }

    private static void Read(JsonElement value, List<GeoPoint> points, GeoPointFieldType field, string id)
    {
        if (value.ValueKind == JsonValueKind.Array && (value.GetArrayLength() == 0 || value[0].ValueKind != JsonValueKind.Number))
        {
            foreach (var item in value.EnumerateArray())
            {
                Read(item, points, field, id);
            }
        }
        else if (TryRead(value, out var point))
        {
            points.Add(point);
        }
        else if (!field.IgnoreMalformed && value.ValueKind != JsonValueKind.Null)
        {
            throw Errors.MapperParsing(
                $"failed to parse field [{field.Path}] of type [geo_point] in document with id '{id}'. Preview of field's value: '{value.GetRawText()}'",
                Errors.Parse("field must be either [lat], [lon] or [geohash], a [lon, lat] array or a string"));
        }
    }

    private static bool TryPair(JsonElement array, out GeoPoint point)
    {
        point = default;
        if (array.ValueKind != JsonValueKind.Array || array.GetArrayLength() is < 2 or > 3
            || array[0].ValueKind != JsonValueKind.Number || array[1].ValueKind != JsonValueKind.Number)
        {
            return false;
        }

        point = new GeoPoint(array[1].GetDouble(), array[0].GetDouble());
        return true;
    }

    private static bool TryNumber(JsonElement value, string name, out double number)
    {
        number = 0;
        return value.TryGetProperty(name, out var part) && FieldValue.From(part).TryDouble(out number);
    }
}
