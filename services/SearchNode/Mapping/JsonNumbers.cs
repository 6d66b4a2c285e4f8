using System.Globalization;
using System.Text.Json;

namespace Migration.SearchNode.Mapping;

/// <summary>Doubles as OpenSearch writes them: always with a fraction, <c>12.0</c> rather than <c>12</c>.</summary>
internal static class JsonNumbers
{
    public static string Text(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
        }

        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text;
    }

    public static void Write(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteRawValue(Text(value), skipInputValidation: true);
        }
        else
        {
            json.WriteStringValue(Text(value));
        }
    }

    public static void Write(Utf8JsonWriter json, float value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        json.WriteRawValue(text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text, skipInputValidation: true);
    }
}
