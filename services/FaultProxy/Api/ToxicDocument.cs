using System.Text.Json;
using System.Text.Json.Nodes;
using Migration.FaultProxy.Toxics;

namespace Migration.FaultProxy.Api;

/// <summary>A toxic in an answer.</summary>
internal sealed record ToxicDocument(string Name, string Type, string Stream, float Toxicity, JsonNode Attributes)
{
    public static ToxicDocument Of(Toxic toxic) => new(
        toxic.Name, toxic.Type, StreamDirections.ToText(toxic.Stream), toxic.Toxicity,
        JsonSerializer.SerializeToNode(toxic.Attributes, toxic.Attributes.GetType(), RequestBody.Json)!);
}
