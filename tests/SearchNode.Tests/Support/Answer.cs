using System.Globalization;
using System.Text.Json.Nodes;

namespace Migration.SearchNode.Tests.Support;

/// <summary>What the node answered.</summary>
internal sealed record Answer(int Status, string Text, string? ContentType)
{
    private JsonNode? _json;

    public string? Location { get; init; }

    public JsonNode Json => _json ??= JsonNode.Parse(Text)!;

    /// <summary>The ids of the hits, in their order.</summary>
    public string Ids => string.Join(",", Json["hits"]!["hits"]!.AsArray().Select(hit => hit!["_id"]!.ToString()));

    /// <summary>The value at a path such as <c>hits.hits.0._id</c>, as it is written in JSON but for a string's quotes.</summary>
    public string? this[string path]
    {
        get
        {
            var node = Json;
            foreach (var part in path.Split('/'))
            {
                foreach (var name in node is JsonObject whole && whole.ContainsKey(part) ? [part] : part.Split('.'))
                {
                    node = node is JsonArray array
                        ? int.Parse(name, CultureInfo.InvariantCulture) is var index && index < array.Count ? array[index] : null
                        : (node as JsonObject)?[name];
                    if (node is null)
                    {
                        return null;
                    }
                }
            }

            return node.GetValueKind() == System.Text.Json.JsonValueKind.String ? node.GetValue<string>() : node.ToJsonString();
        }
    }

    /// <summary>That a request was refused, and why.</summary>
    public void ShouldFail(int status, string type, string reason)
    {
        Status.Should().Be(status, Text);
        this["status"].Should().Be(status.ToString(CultureInfo.InvariantCulture), Text);
        this["error.type"].Should().Be(type, Text);
        this["error.reason"].Should().Be(reason, Text);
        this["error.root_cause.0.type"].Should().NotBeNull("an error names its root cause");
    }
}
