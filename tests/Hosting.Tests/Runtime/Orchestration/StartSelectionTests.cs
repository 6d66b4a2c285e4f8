using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Migration.Hosting.Tests.Runtime.Support;

namespace Migration.Hosting.Tests.Runtime.Orchestration;

[TestClass]
public sealed class StartSelectionTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task Only_OneName_StartsItAndWhatItNeedsAndNothingElse()
    {
        await using var fake = new FakeApp("--only", "front");
        var db = fake.Add("db");
        var back = fake.Add("back").WithHttpEndpoint(env: "PORT").WaitFor(db);
        fake.Add("front").WithReference(back.GetEndpoint("http"));
        fake.Add("admin").WaitFor(back);

        await fake.App.StartAsync(TestContext.CancellationToken);
        await fake.Notifications.WaitForResourceHealthyAsync("front", TestContext.CancellationToken);
        await fake.Notifications.WaitForResourceHealthyAsync("back", TestContext.CancellationToken);

        fake.Processes.Started.Select(process => process.Launch.FileName).Should().BeEquivalentTo("db", "back", "front");
        fake.App.GetSnapshot("admin").State!.Text.Should().Be(KnownResourceStates.NotStarted);
    }

    [TestMethod]
    public async Task Only_SeveralNames_AreSeparatedByCommas()
    {
        await using var fake = new FakeApp("--only", "one, two");
        fake.Add("one");
        fake.Add("two");
        fake.Add("three");

        await fake.App.StartAsync(TestContext.CancellationToken);
        await fake.Notifications.WaitForResourceHealthyAsync("one", TestContext.CancellationToken);
        await fake.Notifications.WaitForResourceHealthyAsync("two", TestContext.CancellationToken);

        fake.Processes.Started.Should().HaveCount(2);
    }

    [TestMethod]
    public async Task Only_UnknownName_IsRefusedWithTheNamesThereAre()
    {
        await using var fake = new FakeApp("--only", "frnt");
        fake.Add("front");
        fake.Add("back");

        var start = () => fake.App.StartAsync(TestContext.CancellationToken);

        (await start.Should().ThrowAsync<DistributedApplicationException>()).WithMessage("*'frnt'*back, front*");
        fake.Processes.Started.Should().BeEmpty();
    }

    [TestMethod]
    public async Task Only_ContainerThatIsNotNeeded_DoesNotMatter()
    {
        await using var fake = new FakeApp("--only", "front");
        fake.Add("front");
        fake.Builder.AddResource(new ContainerResource("cache"));

        await fake.App.StartAsync(TestContext.CancellationToken);

        await fake.Notifications.WaitForResourceHealthyAsync("front", TestContext.CancellationToken);
    }
}
