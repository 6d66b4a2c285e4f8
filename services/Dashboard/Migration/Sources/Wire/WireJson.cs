using System.Text.Json;
using System.Text.Json.Serialization;

namespace Migration.Dashboard.Migrating.Sources.Wire;

/// <summary>How the sources write JSON: snake_case, save for the verdict's report.</summary>
internal static class WireJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static JsonSerializerOptions Report { get; } = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };
}
