using System.Text.Json;
using System.Text.Json.Nodes;

namespace Migration.SearchNode.Mapping;

/// <summary>OpenSearch takes <c>true</c> and <c>"true"</c>, <c>3</c> and <c>"3"</c> alike in mappings and settings.</summary>
internal static class MappingJson
{
    public static string Scalar(JsonNode node)
        => node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : node.ToJsonString();

    public static bool Flag(JsonNode node, string name) => Scalar(node) switch
    {
        "true" => true,
        "false" => false,
        var other => throw Http.Errors.IllegalArgument(
            $"Failed to parse value [{other}] of [{name}] as only [true] or [false] are allowed."),
    };

    public static IReadOnlyList<string> Strings(JsonNode? node) => node switch
    {
        null => [],
        JsonArray array => [.. array.Select(item => Scalar(item!))],
        _ => [Scalar(node)],
    };
}
