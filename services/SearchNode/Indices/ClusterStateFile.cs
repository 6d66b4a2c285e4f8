using System.Text.Json;
using System.Text.Json.Nodes;

namespace Migration.SearchNode.Indices;

/// <summary>The one file that says which indices there are. Always replaced whole, so that a change is there or not there.</summary>
internal sealed class ClusterStateFile(string directory)
{
    private readonly string _path = Path.Combine(directory, "cluster-state.json");

    public JsonObject? Load()
    {
        if (!File.Exists(_path))
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(File.ReadAllBytes(_path)) as JsonObject ?? throw new InvalidDataException($"file [{_path}] holds no JSON object");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"file [{_path}] is corrupt: {error.Message}", error);
        }
    }

    public void Save(JsonObject state)
    {
        var temporary = _path + ".new";
        using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            using (var json = new Utf8JsonWriter(stream))
            {
                state.WriteTo(json);
            }

            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, _path, overwrite: true);
    }
}
