using System.Text.Json;
using System.Text.Json.Serialization;

namespace Migration.LoadGenerator;

/// <summary>How plan and result are written.</summary>
public static class LoadJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };
}
