using System.Text.Json;

namespace Migration.SearchNode.Http;

/// <summary>Writes <c>_shards</c>.</summary>
internal static class ShardCounts
{
    public static void Write(Utf8JsonWriter json, int total, int successful, int? skipped = null)
    {
        json.WriteStartObject("_shards");
        json.WriteNumber("total", total);
        json.WriteNumber("successful", successful);
        if (skipped is { } count)
        {
            json.WriteNumber("skipped", count);
        }

        json.WriteNumber("failed", 0);
        json.WriteEndObject();
    }
}
