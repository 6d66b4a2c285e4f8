using System.Globalization;
using System.Net;
using Aspire.Hosting.ApplicationModel;

namespace Migration.Hosting.Tests.ResourceService;

[TestClass]
public sealed class LogStreamTests
{
    public required TestContext TestContext { get; init; }

    private CancellationToken CancellationToken => TestContext.CancellationToken;

    [TestMethod]
    public async Task Logs_OneResource_GivesWhatWasWrittenThenWhatComes()
    {
        await using var lab = await StartAsync("web");
        var process = lab.Fake.Processes.Single("web");
        var begin = lab.Fake.Time.GetUtcNow();
        process.Write("one");
        lab.Fake.Time.Advance(TimeSpan.FromMilliseconds(7));
        process.Write("two", isError: true);
        using var reader = await lab.OpenAsync("/v1/logs?resource=web", CancellationToken);

        var kept = await reader.ReadLinesAsync(2, CancellationToken);
        process.Write("three");
        var next = await reader.ReadLinesAsync(1, CancellationToken);

        kept.Select(line => (line.Text("text"), line.GetProperty("isError").GetBoolean(), line.GetProperty("at").GetDateTimeOffset()))
            .Should().Equal(("one", false, begin), ("two", true, begin.AddMilliseconds(7)));
        next[0].Text("text").Should().Be("three");
        next[0].GetProperty("number").GetInt32().Should().Be(3);
        next[0].Text("resource").Should().Be("web");
    }

    [TestMethod]
    public async Task Logs_AllResources_ComeInTheOrderInWhichTheyWereWritten()
    {
        await using var lab = await StartAsync("web", "api");
        foreach (var (resource, text) in new[] { ("web", "1"), ("api", "2"), ("web", "3"), ("api", "4") })
        {
            lab.Fake.Processes.Single(resource).Write(text);
            lab.Fake.Time.Advance(TimeSpan.FromMilliseconds(1));
        }

        using var reader = await lab.OpenAsync("/v1/logs", CancellationToken);
        var kept = await reader.ReadLinesAsync(4, CancellationToken);
        lab.Fake.Processes.Single("api").Write("5");
        var next = await reader.ReadLinesAsync(1, CancellationToken);

        kept.Concat(next).Select(line => $"{line.Text("resource")} {line.Text("text")}").Should().Equal("web 1", "api 2", "web 3", "api 4", "api 5");
    }

    [TestMethod]
    public async Task Logs_MoreThanIsKept_BeginsWithTheNewestTenThousand()
    {
        await using var lab = await StartAsync("web");
        for (var line = 1; line <= 10_005; line++)
        {
            lab.Fake.Processes.Single("web").Write(line.ToString(CultureInfo.InvariantCulture));
        }

        using var reader = await lab.OpenAsync("/v1/logs", CancellationToken);
        var kept = await reader.ReadLinesAsync(10_000, CancellationToken);

        kept.Should().HaveCount(10_000);
        kept[0].Text("text").Should().Be("6");
        kept[^1].GetProperty("number").GetInt32().Should().Be(10_005);
    }

    [TestMethod]
    public async Task Logs_OneOfSeveralInstances_IsToldApart()
    {
        await using var lab = await ServiceLab.StartAsync(fake => fake.Add("web").WithAnnotation(new ReplicaAnnotation(2)), CancellationToken);
        await lab.WaitAsync("web", CancellationToken);
        using var reader = await lab.OpenAsync("/v1/logs?resource=web", CancellationToken);

        lab.Fake.Processes.Started.Last(process => process.Launch.FileName == "web").Write("second");

        var line = (await reader.ReadLinesAsync(1, CancellationToken))[0];
        line.Text("resource").Should().Be("web");
        line.Text("instance").Should().StartWith("web-");
    }

    [TestMethod]
    public async Task Logs_ReaderDoesNotRead_LosesLinesAndSeesHowMany()
    {
        await using var lab = await StartAsync("web");
        using var reader = await lab.OpenAsync("/v1/logs?resource=web", CancellationToken);
        var ballast = new string('x', 4_096);

        const int Lines = 40_000;
        for (var line = 1; line <= Lines; line++)
        {
            lab.Fake.Processes.Single("web").Write(ballast);
        }

        var numbers = new List<int>();
        while (numbers.LastOrDefault() != Lines)
        {
            numbers.AddRange((await reader.ReadLinesAsync(1, CancellationToken)).Select(line => line.GetProperty("number").GetInt32()));
        }

        numbers.Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        numbers.Should().HaveCountLessThan(Lines);
    }

    [TestMethod]
    public async Task Logs_NotFollowed_EndWithWhatIsKept()
    {
        await using var lab = await StartAsync("web");
        lab.Fake.Processes.Single("web").Write("one");

        var text = await lab.Client.GetStringAsync("/v1/logs?follow=false", CancellationToken);

        text.Should().Contain("\"one\"");
    }

    [TestMethod]
    public async Task Logs_UnknownResource_SaysSo()
    {
        await using var lab = await StartAsync("web");

        using var response = await lab.Client.GetAsync("/v1/logs?resource=wbe", CancellationToken);

        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await response.Content.ReadAsStringAsync(CancellationToken)).Should().Contain("wbe");
    }

    private async Task<ServiceLab> StartAsync(params string[] resources)
    {
        var lab = await ServiceLab.StartAsync(fake => Array.ForEach(resources, resource => fake.Add(resource)), CancellationToken);
        foreach (var resource in resources)
        {
            await lab.WaitAsync(resource, CancellationToken);
        }

        return lab;
    }
}
