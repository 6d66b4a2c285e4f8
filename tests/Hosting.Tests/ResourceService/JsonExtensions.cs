using System.Text.Json;

namespace Migration.Hosting.Tests.ResourceService;

internal static class JsonExtensions
{
    public static string? Text(this JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;

    public static JsonElement Resource(this JsonElement message, string name) => message.Named("resources", name);

    public static JsonElement Named(this JsonElement element, string list, string name) =>
        element.GetProperty(list).EnumerateArray().Single(item => item.Text("name") == name);
}
