using Microsoft.Extensions.Time.Testing;
using Migration.Otlp.Archiving;
using Migration.Otlp.Querying;
using Migration.Otlp.Storage;
using Migration.TestSupport.Telemetry;

namespace Migration.TestSupport.Tests;

[TestClass]
public sealed class TelemetryFileTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task SaveAsync_WhatHasArrived_IsWithTheResultsAndCanBeLoaded()
    {
        await using var host = await TelemetryHost.StartAsync(cancellationToken: TestContext.CancellationToken);
        using var client = new HttpClient { BaseAddress = host.HttpAddress };
        const string Record = """{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":{"stringValue":"kept"}}]}]}]}""";
        using var content = new StringContent(Record, System.Text.Encoding.UTF8, "application/json");
        (await client.PostAsync("/v1/logs", content, TestContext.CancellationToken)).EnsureSuccessStatusCode();

        var file = await host.SaveAsync(TestContext.CancellationToken);

        file.Should().EndWith("Migration.TestSupport.Tests.telemetry.otlp");
        var store = new TelemetryStore(new TelemetryLimits(), new FakeTimeProvider());
        TelemetryArchiveFile.Load(file!, store).Should().Be(1);
        store.GetLogs(new LogQuery()).Should().ContainSingle().Which.Message.Should().Be("kept");
    }

    [TestMethod]
    public async Task SaveAsync_NothingHasArrived_LeavesNoFile()
    {
        await using var host = await TelemetryHost.StartAsync(cancellationToken: TestContext.CancellationToken);

        (await host.SaveAsync(TestContext.CancellationToken)).Should().BeNull();
    }

    [TestMethod]
    [DataRow("--results-directory /tmp/a --report-trx", "/tmp/a")]
    [DataRow("--results-directory=/tmp/b", "/tmp/b")]
    public void ResultsFolder_CommandLine_IsObeyed(string line, string expected) => ResultsFolder.Find(line.Split(' ')).Should().Be(expected);

    [TestMethod]
    public void ResultsFolder_NothingSaid_IsBesideTheProgram() => ResultsFolder.Find(["--filter", "x"]).Should().Be(Path.Combine(AppContext.BaseDirectory, "TestResults"));
}
