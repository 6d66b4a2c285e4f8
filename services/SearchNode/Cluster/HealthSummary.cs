using System.Globalization;
using System.Text.Json;
using Migration.SearchNode.Indices;

namespace Migration.SearchNode.Cluster;

/// <summary>How some indices are: primaries are always here, replicas never.</summary>
internal sealed record HealthSummary(string Status, IReadOnlyList<IndexService> Indices)
{
    public int Active => Indices.Sum(index => index.Settings.Shards);

    public int Unassigned => Indices.Sum(index => index.Settings.Shards * index.Settings.Replicas);

    public static string StatusOf(IndexService index) => index.Settings.Replicas > 0 ? "yellow" : "green";

    public static void WriteCounts(Utf8JsonWriter json, HealthSummary summary)
    {
        json.WriteNumber("active_primary_shards", summary.Active);
        json.WriteNumber("active_shards", summary.Active);
        json.WriteNumber("relocating_shards", 0);
        json.WriteNumber("initializing_shards", 0);
        json.WriteNumber("unassigned_shards", summary.Unassigned);
    }

    public static void WriteIndex(Utf8JsonWriter json, IndexService index, bool withShards)
    {
        json.WriteStartObject(index.Name);
        json.WriteString("status", StatusOf(index));
        json.WriteNumber("number_of_shards", index.Settings.Shards);
        json.WriteNumber("number_of_replicas", index.Settings.Replicas);
        WriteCounts(json, new HealthSummary(StatusOf(index), [index]));
        if (withShards)
        {
            json.WriteStartObject("shards");
            for (var shard = 0; shard < index.Settings.Shards; shard++)
            {
                json.WriteStartObject(shard.ToString(CultureInfo.InvariantCulture));
                json.WriteString("status", StatusOf(index));
                json.WriteBoolean("primary_active", true);
                json.WriteNumber("active_shards", 1);
                json.WriteNumber("relocating_shards", 0);
                json.WriteNumber("initializing_shards", 0);
                json.WriteNumber("unassigned_shards", index.Settings.Replicas);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
