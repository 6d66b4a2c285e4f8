using System.Globalization;
using System.Text.Json;
using Lucene.Net.Search;
using Migration.SearchNode.Http;
using Migration.SearchNode.Mapping;

namespace Migration.SearchNode.Queries;

/// <summary>Places within a distance of a point.</summary>
internal sealed class GeoDistanceReader : IQueryReader
{
    private static readonly (string Suffix, double Meters)[] Units =
    [
        ("nauticalmiles", 1852), ("NM", 1852), ("nmi", 1852), ("kilometers", 1000), ("km", 1000), ("centimeters", 0.01), ("cm", 0.01),
        ("millimeters", 0.001), ("mm", 0.001), ("miles", 1609.344), ("mi", 1609.344), ("yards", 0.9144), ("yd", 0.9144),
        ("feet", 0.3048), ("ft", 0.3048), ("inch", 0.0254), ("in", 0.0254), ("meters", 1), ("m", 1),
    ];

    private static readonly HashSet<string> Options = new(StringComparer.Ordinal)
    {
        "distance", "unit", "distance_type", "validation_method", "ignore_unmapped", "boost",
    };

    public string Name => "geo_distance";

    public Query Read(JsonElement body, QueryContext context)
    {
        var options = QueryOptions.Of(Name, body);
        var distance = options.Text("distance") ?? throw Errors.Parsing("geo_distance requires 'distance' to be specified");
        var meters = Meters(distance, options.Text("unit"));
        if (options.Text("distance_type") is { } type and not ("arc" or "plane"))
        {
            throw Errors.IllegalArgument($"No geo distance for [{type}]");
        }

        if (options.Text("validation_method")?.ToUpperInvariant() is { } validation and not "STRICT")
        {
            throw Errors.Unsupported($"[validation_method: {validation}] of a geo_distance query");
        }

        var ignoreUnmapped = options.Flag("ignore_unmapped");
        var boost = options.Boost();
        var names = options.Names.Where(name => !Options.Contains(name)).ToArray();
        if (names.Length != 1)
        {
            throw Errors.Parsing(names.Length == 0 ? "geo_distance requires a field name" : $"[geo_distance] query doesn't support multiple fields, found [{names[0]}] and [{names[1]}]");
        }

        if (!GeoPointReader.TryRead(options.Required(names[0]), out var center) || !center.IsValid)
        {
            throw Errors.Parse($"failed to parse [geo_distance] query: illegal point for [{names[0]}]");
        }

        if (context.Field(names[0]) is not { } field)
        {
            return ignoreUnmapped ? new MatchNoneQuery() : throw Errors.QueryShard($"failed to find geo field [{names[0]}]");
        }

        return field is GeoPointFieldType place
            ? QueryReaders.Boosted(GeoDistanceQuery.Make(place, center, meters), boost)
            : throw Errors.QueryShard($"field [{names[0]}] is of unsupported type [{field.TypeName}] for [geo_distance] query");
    }

    public static double Meters(string text, string? unit)
    {
        var trimmed = text.Trim();
        foreach (var (suffix, meters) in Units)
        {
            if (trimmed.EndsWith(suffix, StringComparison.Ordinal))
            {
                return Number(trimmed[..^suffix.Length], text) * meters;
            }
        }

        var factor = unit is null ? 1 : Array.Find(Units, known => string.Equals(known.Suffix, unit, StringComparison.Ordinal)).Meters;
        return Number(trimmed, text) * (factor == 0 ? throw Errors.IllegalArgument($"No match for unit [{unit}]") : factor);
    }

    private static double Number(string text, string whole)
        => double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw Errors.IllegalArgument($"distance must be greater than zero, got [{whole}]");
}
