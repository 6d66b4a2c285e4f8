using System.Text.Encodings.Web;
using System.Text.Json;
using Migration.Hosting.ResourceService.Contract;

namespace Migration.Hosting.Tests.ResourceService;

/// <summary>What is written is what contract.ndjson says. The dashboard's tests read the same file.</summary>
[TestClass]
public sealed class ContractTests
{
    private static readonly DateTime Moment = new(2026, 1, 2, 3, 4, 0, DateTimeKind.Utc);

    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "ResourceService", "contract.ndjson"));

    [TestMethod]
    public void ResourceMessage_Written_IsAsAgreed() => Compare(
        JsonSerializer.Serialize(
            new ResourceMessage(ResourceMessage.Snapshot) { Contract = 1, Application = "AppHost", Resources = [CreateItem()] }, ContractJson.Default.ResourceMessage),
        Lines[0]);

    [TestMethod]
    public void LogMessage_Written_IsAsAgreed() => Compare(
        JsonSerializer.Serialize(
            new LogMessage(LogMessage.Lines)
            {
                Items = [new LogItem("web", 7, new DateTimeOffset(Moment).AddMilliseconds(5_678), "Listening \u001b[32m<now>\u001b[0m", IsError: true) { Instance = "web-1a2b3c4d" }],
            },
            ContractJson.Default.LogMessage),
        Lines[1]);

    [TestMethod]
    public void CommandAnswer_Written_IsAsAgreed() => Compare(
        JsonSerializer.Serialize(
            new CommandAnswer(Success: true, "Done.") { GoesOn = true, Result = "{}", ResultFormat = "json" }, ContractJson.Default.CommandAnswer),
        Lines[2]);

    private static ResourceItem CreateItem() => new()
    {
        Id = "web-1a2b3c4d",
        Name = "web",
        DisplayName = "web-1a2b3c4d",
        Type = "Project",
        State = "Running",
        StateStyle = "success",
        Since = Moment.AddSeconds(5),
        Health = "Unhealthy",
        HealthChecks = [new HealthCheckItem("web_http_check", "Unhealthy", "connection refused", "System.Net.Http.HttpRequestException", Moment.AddSeconds(6))],
        CreatedAt = Moment,
        StartedAt = Moment.AddSeconds(1),
        StoppedAt = Moment.AddMinutes(-1),
        ExitCode = 3,
        StartFailure = "It ended.",
        Parent = "group",
        Source = "Web.csproj",
        Replicas = 2,
        Relations = [new RelationItem("db", "WaitFor")],
        Addresses = [new AddressItem("http", "http://localhost:8080", "Web", IsInternal: false, IsActive: true, Order: 7)],
        Variables = [new ValueItem("PASSWORD", Value: null, IsSecret: true) { IsFromModel = true }],
        Arguments = [new ValueItem("0", "--x", IsSecret: false)],
        Properties = [new ValueItem("executable.pid", "4711", IsSecret: false)],
        Commands =
        [
            new CommandItem("flush", "Flush", IsEnabled: true) { Description = "Empties the cache.", Confirmation = "Sure?", Icon = "Delete", IsHighlighted = true },
        ],
        Icon = "Server",
    };

    /// <summary>Member by member: their order says nothing.</summary>
    private static void Compare(string written, string agreed) => Normalize(written).Should().Be(Normalize(agreed));

    private static string Normalize(string json) => Write(JsonSerializer.Deserialize<JsonElement>(json));

    private static string Write(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => $"{{{string.Join(',', element.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal).Select(member => $"{member.Name}:{Write(member.Value)}"))}}}",
        JsonValueKind.Array => $"[{string.Join(',', element.EnumerateArray().Select(Write))}]",
        _ => JsonSerializer.Serialize(element, Relaxed),
    };

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
