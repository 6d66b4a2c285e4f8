using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Migration.Hosting.Runtime;

namespace Migration.Hosting.Tests.ResourceService;

[TestClass]
public sealed class ResourceStreamTests
{
    public required TestContext TestContext { get; init; }

    private CancellationToken CancellationToken => TestContext.CancellationToken;

    [TestMethod]
    public async Task Resources_FirstMessage_HoldsAllThatIsKnown()
    {
        await using var lab = await ServiceLab.StartAsync(
            fake =>
            {
                var api = fake.Add("api");
                fake.Add("web").WithArgs("--colour", "red").WithEnvironment("GREETING", "hello").WithHttpEndpoint()
                    .WaitForStart(api).WithParentRelationship(api)
                    .WithCommand("flush", "Flush", _ => Task.FromResult(CommandResults.Success()), new CommandOptions { ConfirmationMessage = "Sure?" });
            },
            CancellationToken);
        await lab.WaitAsync("web", CancellationToken);

        var snapshot = await lab.GetSnapshotAsync(CancellationToken);

        snapshot.Text("type").Should().Be("snapshot");
        snapshot.GetProperty("contract").GetInt32().Should().Be(1);
        var web = snapshot.Resource("web");
        web.Text("id").Should().StartWith("web-");
        web.Text("type").Should().Be("Executable");
        web.Text("state").Should().Be("Running");
        web.Text("health").Should().Be("Healthy");
        web.Text("source").Should().Be("web");
        web.Text("parent").Should().Be("api");
        web.GetProperty("since").GetDateTime().Should().Be(lab.Fake.Time.GetUtcNow().UtcDateTime);
        web.GetProperty("startedAt").GetDateTime().Should().Be(lab.Fake.Time.GetUtcNow().UtcDateTime);
        web.GetProperty("replicas").GetInt32().Should().Be(1);
        web.Named("variables", "GREETING").Text("value").Should().Be("hello");
        web.GetProperty("arguments").EnumerateArray().Select(argument => argument.Text("value")).Should().Equal("--colour", "red");
        web.GetProperty("addresses")[0].Text("url").Should().MatchRegex("^http://localhost:[0-9]+$");
        web.GetProperty("relations").EnumerateArray().Select(relation => relation.Text("type")).Should().Contain(["WaitFor", "Parent"]);
        web.Named("commands", "flush").Text("confirmation").Should().Be("Sure?");
        web.Named("commands", "stop").GetProperty("isEnabled").GetBoolean().Should().BeTrue();
        web.Named("commands", "start").GetProperty("isEnabled").GetBoolean().Should().BeFalse();
        snapshot.Resource("dashboard").GetProperty("isDashboard").GetBoolean().Should().BeTrue();
    }

    [TestMethod]
    public async Task Resources_HealthTurnsBad_TellsTheCheckAndItsReason()
    {
        await using var lab = await ServiceLab.StartAsync(fake => fake.AddChecked("web"), CancellationToken);
        using var reader = await lab.OpenAsync("/v1/resources", CancellationToken);

        var reading = reader.ReadResourceAsync("web", web => web.Text("health") == "Unhealthy" && web.GetProperty("healthChecks")[0].Text("reason") is not null, CancellationToken);
        var web = await lab.Fake.AdvanceUntilAsync(reading, TimeSpan.FromMilliseconds(100));

        web.GetProperty("healthChecks")[0].Text("name").Should().Be("web_check");
        web.GetProperty("healthChecks")[0].Text("reason").Should().Be("connection refused");

        lab.Fake.SetHealth("web", HealthCheckResult.Healthy());
        reading = reader.ReadResourceAsync("web", next => next.Text("health") == "Healthy", CancellationToken);
        web = await lab.Fake.AdvanceUntilAsync(reading, TimeSpan.FromMilliseconds(100));
        web.GetProperty("since").GetDateTime().Should().BeAfter(web.GetProperty("startedAt").GetDateTime());
    }

    [TestMethod]
    public async Task Resources_ProcessEnds_TellsStateAndExitCode()
    {
        await using var lab = await ServiceLab.StartAsync(fake => fake.AddChecked("web"), CancellationToken);
        await lab.WaitAsync("web", CancellationToken);
        using var reader = await lab.OpenAsync("/v1/resources", CancellationToken);

        lab.Fake.Processes.Single("web").Exit(3);

        var web = await reader.ReadResourceAsync("web", web => web.TryGetProperty("exitCode", out _), CancellationToken);
        web.Text("state").Should().Be("Finished");
        web.GetProperty("exitCode").GetInt32().Should().Be(3);
        web.Text("startFailure").Should().Contain("exit code 3");
    }

    [TestMethod]
    public async Task Resources_ContainerThatRunsAsAProcess_IsTheProgramThatRuns()
    {
        const string Program = "/usr/lib/postgresql/17/bin/postgres";
        await using var lab = await ServiceLab.StartAsync(
            fake =>
            {
                AddDatabase("db", Program);
                AddDatabase("later", Program).WithExplicitStart();

                IResourceBuilder<ContainerResource> AddDatabase(string name, string program) =>
                    fake.Builder.AddContainer(name, "library/postgres", "18.3").WithAnnotation(new LauncherAnnotation(_ => new ProgramLauncher(program)));
            },
            CancellationToken);
        await lab.WaitAsync("db", CancellationToken);

        var snapshot = await lab.GetSnapshotAsync(CancellationToken);

        (snapshot.Resource("db").Text("type"), snapshot.Resource("db").Text("source")).Should().Be(("Executable", "postgres"));
        (snapshot.Resource("later").Text("type"), snapshot.Resource("later").Text("source")).Should().Be(("Executable", null), "what will run is not known before it does");
        snapshot.Resource("db").Named("properties", "executable.path").Text("value").Should().Be(Program);
    }

    [TestMethod]
    public async Task Resources_Replicas_AreOneItemEach()
    {
        await using var lab = await ServiceLab.StartAsync(
            fake => fake.Add("web").WithAnnotation(new ReplicaAnnotation(2)), CancellationToken);
        await lab.WaitAsync("web", CancellationToken);

        var items = (await lab.GetSnapshotAsync(CancellationToken)).GetProperty("resources").EnumerateArray().Where(item => item.Text("name") == "web").ToArray();

        items.Should().HaveCount(2).And.OnlyContain(item => item.Text("displayName") == item.Text("id"));
        items.Select(item => item.Text("id")).Should().OnlyHaveUniqueItems();
    }

    [TestMethod]
    public async Task Resources_ReaderDoesNotRead_NeverHoldsUpTheEngineAndLaterSeesTheNewest()
    {
        IResource? web = null;
        await using var lab = await ServiceLab.StartAsync(fake => web = fake.Add("web").Resource, CancellationToken);
        await lab.WaitAsync("web", CancellationToken);
        using var reader = await lab.OpenAsync("/v1/resources", CancellationToken);
        var ballast = new string('x', 4_096);

        // 80 MB: many times what the sockets between the two hold.
        const int Changes = 20_000;
        for (var change = 1; change <= Changes; change++)
        {
            var text = $"{change} {ballast}";
            await lab.Fake.Notifications.PublishUpdateAsync(web!, snapshot => snapshot with { Properties = [new ResourcePropertySnapshot("change", text)] });
        }

        // Told late, and only a part of it: what was overtaken while nobody read is gone.
        var told = 0;
        await reader.ReadResourceAsync(
            "web",
            resource =>
            {
                told++;
                return resource.GetProperty("properties")[0].Text("value")!.StartsWith($"{Changes} ", StringComparison.Ordinal);
            },
            CancellationToken);
        told.Should().BeLessThan(Changes / 2);
    }
}
