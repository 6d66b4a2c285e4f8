using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Migration.Dashboard.Tests;

[TestClass]
public sealed class ApiTests(TestContext testContext)
{
    private CancellationToken Cancellation => testContext.CancellationToken;

    [TestMethod]
    public async Task Trace_ThatArrived_IsListedAndShownWithItsSpans()
    {
        await using var host = await StartAsync();
        await host.SendAsync($"{DashboardHost.Span("GET /listings", 1)},{DashboardHost.Span("SELECT", 2, parent: 1, status: 2)}", Cancellation);

        var listed = (await GetAsync(host, "/api/telemetry/traces?hasError=true&resource=monolith&search=select")).GetProperty("items");
        var shown = await GetAsync(host, $"/api/telemetry/traces/{1:x32}");

        listed.GetArrayLength().Should().Be(1);
        listed[0].GetProperty("name").GetString().Should().Be("GET /listings");
        listed[0].GetProperty("durationMs").GetDouble().Should().Be(3);
        shown.GetProperty("isConnected").GetBoolean().Should().BeTrue();
        shown.GetProperty("spans")[1].GetProperty("status").GetString().Should().Be("Error");
    }

    [TestMethod]
    public async Task Spans_AreFilteredAndLimited()
    {
        await using var host = await StartAsync();
        await host.SendAsync($"{DashboardHost.Span("a", 1)},{DashboardHost.Span("b", 2, parent: 1)}", Cancellation);

        (await GetAsync(host, "/api/telemetry/spans?limit=1")).GetProperty("items")[0].GetProperty("name").GetString().Should().Be("b", "the limit keeps the latest");
        (await GetAsync(host, "/api/telemetry/spans?minDurationMs=1.5")).GetProperty("items").GetArrayLength().Should().Be(1);
        (await GetAsync(host, "/api/telemetry/spans?resource=nobody")).GetProperty("items").GetArrayLength().Should().Be(0);
        (await GetAsync(host, $"/api/telemetry/spans?traceId={1:x32}")).GetProperty("items").GetArrayLength().Should().Be(2);
    }

    [TestMethod]
    public async Task LogsAndMetrics_ThatArrived_AreAnswered()
    {
        await using var host = await StartAsync();
        await PostAsync(host, "/v1/logs", """{"resourceLogs":[{"scopeLogs":[{"scope":{"name":"Outbox"},"logRecords":[{"severityNumber":13,"body":{"stringValue":"behind"}}]}]}]}""");
        await PostAsync(host, "/v1/metrics", """{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"lag","gauge":{"dataPoints":[{"asDouble":"NaN","attributes":[{"key":"nested","value":{"kvlistValue":{"values":[{"key":"a","value":{"arrayValue":{"values":[{"intValue":"1"},{}]}}}]}}}]}]}}]}]}]}""");

        var log = (await GetAsync(host, "/api/telemetry/logs?severity=warning")).GetProperty("items")[0];
        var metric = (await GetAsync(host, "/api/telemetry/metrics?instrument=lag")).GetProperty("items")[0];

        log.GetProperty("message").GetString().Should().Be("behind");
        log.GetProperty("category").GetString().Should().Be("Outbox");
        (await GetAsync(host, "/api/telemetry/logs?severity=error")).GetProperty("items").GetArrayLength().Should().Be(0);
        metric.GetProperty("attributes").GetRawText().Should().Be("""{"nested":{"a":[1,null]}}""");
        metric.GetProperty("points")[0].GetProperty("value").GetString().Should().Be("NaN");
    }

    [TestMethod]
    public async Task Resources_SayWhatIsKeptAndDropped()
    {
        await using var host = await StartAsync("--Dashboard:Otlp:Limits:SpansPerService=1");
        await host.SendAsync($"{DashboardHost.Span("a", 1)},{DashboardHost.Span("b", 2)}", Cancellation);

        var spans = (await GetAsync(host, "/api/telemetry/resources")).GetProperty("items")[0].GetProperty("spans");

        spans.GetProperty("kept").GetInt32().Should().Be(1);
        spans.GetProperty("evicted").GetInt32().Should().Be(1);
    }

    [TestMethod]
    [DataRow("limit=0", "limit", "'0' is not a whole number from 1 to 10000.")]
    [DataRow("limit=many", "limit", "'many' is not a whole number from 1 to 10000.")]
    [DataRow("hasError=perhaps", "hasError", "'perhaps' is not true or false.")]
    [DataRow("minDurationMs=-1", "minDurationMs", "'-1' is not a number of milliseconds from 0 to 86,400,000.")]
    public async Task Filter_ThatCannotBeRead_NamesFieldValueAndCure(string query, string field, string message)
    {
        await using var host = await StartAsync();

        using var response = await host.Browser.GetAsync($"/api/telemetry/traces?{query}", Cancellation);

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        var errors = (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("errors");
        errors.GetProperty(field)[0].GetString().Should().Be(message);
    }

    [TestMethod]
    public async Task Spans_Followed_AreSentAsTheyArriveOneALine()
    {
        await using var host = await StartAsync();
        await host.SendAsync(DashboardHost.Span("there", 1), Cancellation);
        using var response = await host.Browser.GetAsync("/api/telemetry/spans?follow=true", HttpCompletionOption.ResponseHeadersRead, Cancellation);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(Cancellation));

        var there = await lines.ReadLineAsync(Cancellation);
        await host.SendAsync(DashboardHost.Span("arriving", 2), Cancellation);
        var arriving = await lines.ReadLineAsync(Cancellation);

        response.Content.Headers.ContentType!.MediaType.Should().Be("application/x-ndjson");
        JsonDocument.Parse(there!).RootElement.GetProperty("name").GetString().Should().Be("there");
        JsonDocument.Parse(arriving!).RootElement.GetProperty("name").GetString().Should().Be("arriving");
    }

    [TestMethod]
    public async Task Trace_ThatIsNotThere_IsNotFound()
    {
        await using var host = await StartAsync();

        using var response = await host.Browser.GetAsync("/api/telemetry/traces/unknown", Cancellation);

        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    private async Task<DashboardHost> StartAsync(params string[] arguments)
    {
        var host = await DashboardHost.StartAsync(arguments);
        await host.LogInAsync(Cancellation);
        return host;
    }

    private async Task<JsonElement> GetAsync(DashboardHost host, string path) => await host.Browser.GetFromJsonAsync<JsonElement>(path, Cancellation);

    private async Task PostAsync(DashboardHost host, string path, string json)
    {
        using var response = await host.Browser.PostAsync(path, new StringContent(json, System.Text.Encoding.UTF8, "application/json"), Cancellation);
        response.StatusCode.Should().Be(HttpStatusCode.OK);
    }
}
