using System.Text.Json;
using Migration.Dashboard.Resources;

namespace Migration.Dashboard.Tests.Resources;

/// <summary>What the engine writes can be read. The engine's tests compare with the same file.</summary>
[TestClass]
public sealed class ContractTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Resources", "contract.ndjson"));

    [TestMethod]
    public void ResourceMessage_Read_LosesNothing()
    {
        var message = JsonSerializer.Deserialize<ResourceMessage>(Lines[0], JsonSerializerOptions.Web)!;

        message.Contract.Should().Be(1);
        message.Application.Should().Be("AppHost");
        var written = JsonSerializer.SerializeToElement(message, JsonSerializerOptions.Web).GetProperty("resources")[0];
        foreach (var member in JsonSerializer.Deserialize<JsonElement>(Lines[0]).GetProperty("resources")[0].EnumerateObject())
        {
            written.TryGetProperty(member.Name, out var read).Should().BeTrue($"'{member.Name}' is told");
            (read.ValueKind is JsonValueKind.Array ? read.GetArrayLength() : 0).Should().Be(member.Value.ValueKind is JsonValueKind.Array ? member.Value.GetArrayLength() : 0);
        }

        var resource = message.Resources!.Single();
        resource.HealthChecks.Single().Reason.Should().Be("connection refused");
        resource.Since.Should().Be(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        resource.Variables.Single().Should().Be(new ValueInfo("PASSWORD", Value: null, IsSecret: true, IsFromModel: true));
        resource.Commands.Single().Should().Be(new CommandInfo("flush", "Flush", IsEnabled: true, "Empties the cache.", "Sure?", "Delete", IsHighlighted: true));
        resource.Addresses.Single().Should().Be(new AddressInfo("http", "http://localhost:8080", "Web", IsInternal: false, IsActive: true, Order: 7));
        resource.Relations.Single().Should().Be(new RelationInfo("db", "WaitFor"));
        resource.Replicas.Should().Be(2);
        resource.ExitCode.Should().Be(3);
    }

    [TestMethod]
    public void LogMessage_Read_LosesNothing() => JsonSerializer.Deserialize<LogMessage>(Lines[1], JsonSerializerOptions.Web)!.Lines.Should().ContainSingle()
        .Which.Should().Be(new ConsoleLine(
            "web", 7, new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero), "Listening \u001b[32m<now>\u001b[0m", IsError: true, "web-1a2b3c4d"));

    [TestMethod]
    public void CommandOutcome_Read_LosesNothing() => JsonSerializer.Deserialize<CommandOutcome>(Lines[2], JsonSerializerOptions.Web)
        .Should().Be(new CommandOutcome(Success: true, "Done.", IsCanceled: false, GoesOn: true, "{}", "json"));
}
