using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Migration.Hosting.Configuration;
using Migration.Hosting.Projects;

namespace Migration.Hosting.Tests.Model;

[TestClass]
public sealed class ValueResourceTests
{
    private const string ThrowAway = "--DcpPublisher:RandomizePorts=true";

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task StartAsync_Values_RunAndAnnounceThemselves()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder(ThrowAway, "--ConnectionStrings:configured=Host=c", "--Parameters:maps-url=https://maps.example/");
        var announced = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var configured = builder.AddConnectionString("configured");
        configured.OnConnectionStringAvailable((_, _, _) =>
        {
            announced.SetResult();
            return Task.CompletedTask;
        });
        builder.AddConnectionString("pooled", ReferenceExpression.Create($"{configured};Pooling=true"));
        builder.AddExternalService("maps", builder.AddParameter("maps-url"));
        await using var application = builder.Build();

        await application.StartAsync(TestContext.CancellationToken);
        foreach (var name in new[] { "configured", "pooled", "maps-url", "maps" })
        {
            await application.ResourceNotifications.WaitForResourceAsync(name, KnownResourceStates.Running, TestContext.CancellationToken);
        }

        await announced.Task.WaitAsync(TestContext.CancellationToken);
        application.ResourceNotifications.TryGetCurrentState("maps", out var maps).Should().BeTrue();
        maps!.Snapshot.Urls.Should().ContainSingle().Which.Url.Should().Be("https://maps.example/");
        application.ResourceNotifications.TryGetCurrentState("pooled", out var pooled).Should().BeTrue();
        var shown = pooled!.Snapshot.Properties.Should().ContainSingle(property => property.Name == "ConnectionString").Subject;
        shown.Value.Should().Be("Host=c;Pooling=true");
        shown.IsSensitive.Should().BeTrue();
        await application.StopAsync(TestContext.CancellationToken);
    }

    [TestMethod]
    public async Task StartAsync_MissingParameter_SaysSoWhileTheRestGoesOn()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder(ThrowAway);
        builder.AddResource(ParameterResourceBuilderExtensions.CreateParameter(builder, "mail-key", secret: true));
        await using var application = builder.Build();

        await application.StartAsync(TestContext.CancellationToken);
        var missing = await application.ResourceNotifications.WaitForResourceAsync(
            "mail-key", [KnownResourceStates.ValueMissing, KnownResourceStates.Running], TestContext.CancellationToken);
        await application.StopAsync(TestContext.CancellationToken);

        missing.Should().Be(KnownResourceStates.ValueMissing);
    }

    [TestMethod]
    public async Task StartAsync_BadExternalAddress_FailsToStartAndSaysWhy()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder(ThrowAway, "--Parameters:maps-url=nowhere");
        builder.AddExternalService("maps", builder.AddParameter("maps-url"));
        await using var application = builder.Build();

        await application.StartAsync(TestContext.CancellationToken);
        var failed = await application.ResourceNotifications.WaitForResourceAsync(
            "maps", happened => string.Equals(happened.Snapshot.State?.Text, KnownResourceStates.FailedToStart, StringComparison.Ordinal), TestContext.CancellationToken);
        await application.StopAsync(TestContext.CancellationToken);

        failed.Snapshot.Properties.Should().ContainSingle(property => property.Name == "Error").Which.Value.Should().BeOfType<string>()
            .Which.Should().Contain("'nowhere'");
    }

    [TestMethod]
    public async Task WithDataDirectory_Started_IsAFolderOfTheProjectsOwn()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder(ThrowAway);
        var monolith = builder.AddProject("monolith", "Monolith.csproj").WithDataDirectory("Files__Root").WithExplicitStart();
        var application = builder.Build();
        await using (application)
        {
            await application.StartAsync(TestContext.CancellationToken);
            var folder = (await ModelLab.VariablesAsync(monolith))["Files__Root"];

            Path.GetFileName(folder).Should().Be("monolith");
            Directory.Exists(folder).Should().BeTrue();
            await application.StopAsync(TestContext.CancellationToken);
        }
    }

    [TestMethod]
    public void Sensitivity_FollowsSecretsThroughExpressions()
    {
        var secret = new ParameterResource("pw", _ => "v", secret: true);
        var open = new ParameterResource("user", _ => "v");

        Sensitivity.IsSecret(ReferenceExpression.Create($"a={ReferenceExpression.Create($"b={secret}")}")).Should().BeTrue();
        Sensitivity.IsSecret(new ConnectionStringReference(new ServerResource("db"), optional: false)).Should().BeTrue();
        Sensitivity.IsSecret(ReferenceExpression.Create($"a={open}")).Should().BeFalse();
        Sensitivity.IsSecret("text").Should().BeFalse();
    }

    [TestMethod]
    [DataRow("", "")]
    [DataRow("  a   b ", "a|b")]
    [DataRow("\"a b\"c d", "a bc|d")]
    [DataRow("--x=\"\" y", "--x=|y")]
    [DataRow("\"\"", "")]
    [DataRow("\\\"a\\\" c:\\d", "\"a\"|c:\\d")]
    public void CommandLineSplitter_Splits_AsALaunchProfileIsWritten(string commandLine, string expected) =>
        string.Join('|', CommandLineSplitter.Split(commandLine)).Should().Be(expected);
}
