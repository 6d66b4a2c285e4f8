namespace Migration.Hosting.ResourceService.Contract;


/// <summary>A line of the stream of console lines.</summary>
internal sealed record LogMessage(string Type)
{
    public const string Lines = "lines";
    public const string Ping = "ping";

    [System.Text.Json.Serialization.JsonPropertyName("lines")]
    public IReadOnlyList<LogItem>? Items { get; init; }
}
