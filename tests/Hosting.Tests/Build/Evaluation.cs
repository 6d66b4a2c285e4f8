using System.Text.Json;

namespace Migration.Hosting.Tests.Build;

/// <summary>What MSBuild says that a project's properties and items are.</summary>
internal sealed class Evaluation(JsonElement root)
{
    public static Evaluation Parse(string json) => new(JsonDocument.Parse(json).RootElement);

    public string? Property(string name) => root.GetProperty("Properties").GetProperty(name).GetString();

    public IEnumerable<string> Items(string type) =>
        root.GetProperty("Items").GetProperty(type).EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!);
}
