using System.Globalization;
using System.Text.Json;
using Migration.Dashboard.Migrating.Faults;

namespace Migration.Dashboard.Migrating.Words;

/// <summary>What is done to a road, as its callers feel it. What is not switched on from the page is told by its settings.</summary>
internal static class FaultInWords
{
    public static string Of(Toxic toxic)
    {
        var words = toxic.Type switch
        {
            "latency" => $"{(string.Equals(toxic.Stream, "upstream", StringComparison.Ordinal) ? "requests" : "answers")} come {Milliseconds(toxic.Attributes, "latency")} later",
            "reset_peer" => $"connections are reset after {Milliseconds(toxic.Attributes, "timeout")}",
            _ => Settings(toxic.Type, toxic.Attributes),
        };
        return toxic.Toxicity < 1 ? $"{words}, {Say.Share(toxic.Toxicity)} of connections" : words;
    }

    public static string Of(GrpcFault fault)
    {
        var words = fault.Type switch
        {
            "status" when Setting(fault.Attributes, "code") is { } code => $"calls are answered {code}",
            "delay" => $"calls come {Milliseconds(fault.Attributes, "delay")} later",
            "stall" => "calls get no answer",
            _ => Settings(fault.Type, fault.Attributes),
        };
        return $"{(fault.Method is "*" or null ? "" : $"{fault.Method}: ")}{words}; {Say.Count(fault.Struck)} of {Say.Count(fault.Seen, "call", "calls")} so far";
    }

    private static string Milliseconds(JsonElement attributes, string name)
        => Setting(attributes, name) is { ValueKind: JsonValueKind.Number } number
            ? string.Create(CultureInfo.InvariantCulture, $"{number.GetDouble():0.###} ms")
            : "some time";

    private static JsonElement? Setting(JsonElement attributes, string name)
        => attributes.ValueKind == JsonValueKind.Object && attributes.TryGetProperty(name, out var value) ? value : null;

    private static string Settings(string type, JsonElement attributes)
    {
        var name = type.Replace('_', ' ');
        return attributes.ValueKind == JsonValueKind.Object && attributes.EnumerateObject().Any()
            ? $"{name}: {string.Join(", ", attributes.EnumerateObject().Select(setting => $"{setting.Name.Replace('_', ' ')} {setting.Value}"))}"
            : name;
    }
}
