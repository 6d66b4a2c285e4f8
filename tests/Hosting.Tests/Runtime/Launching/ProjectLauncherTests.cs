using System.Reflection;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Migration.Hosting.Tests.Runtime.Support;

namespace Migration.Hosting.Tests.Runtime.Launching;

[TestClass]
public sealed class ProjectLauncherTests
{
    public required TestContext TestContext { get; init; }

    private CancellationToken CancellationToken => TestContext.CancellationToken;

    [TestMethod]
    public async Task StartAsync_ProjectWithoutKnownOutput_AsksMSBuildAndStartsWhatIsThere()
    {
        var builder = TestApp.CreateBuilder();
        var path = GetTestHostProject();
        builder.AddResource(new ProjectResource("web"))
            .WithAnnotation<IProjectMetadata>(new Project(path))
            .WithArgs("service")
            .WithHttpEndpoint(env: "PORT")
            .WithHttpHealthCheck();
        await using var app = builder.Build();
        await app.StartAsync(CancellationToken);

        var healthy = await app.ResourceNotifications.WaitForResourceHealthyAsync("web", CancellationToken);

        healthy.Snapshot.ResourceType.Should().Be("Project");
        GetProperty(healthy, "executable.workDir").Should().Be(Path.GetDirectoryName(path));
        Path.GetFileName((string)GetProperty(healthy, "executable.path")!).Should().Be("Migration.Hosting.TestHost");
        var variables = healthy.Snapshot.EnvironmentVariables.ToDictionary(variable => variable.Name, variable => variable.Value);
        variables.Should().Contain("DOTNET_TieredPGO", "0").And.Contain("DOTNET_EnableWriteXorExecute", "0").And.Contain("DOTNET_TC_CallCountingDelayMs", "7D0");
        await app.StopAsync(CancellationToken);
    }

    [TestMethod]
    public async Task StartAsync_ProjectThatDoesNotExist_FailsWithItsPath()
    {
        var builder = TestApp.CreateBuilder();
        builder.AddResource(new ProjectResource("web")).WithAnnotation<IProjectMetadata>(new Project("/no/such/Web.csproj"));
        await using var app = builder.Build();
        await app.StartAsync(CancellationToken);

        await app.ResourceNotifications.WaitForResourceAsync("web", KnownResourceStates.FailedToStart, CancellationToken);

        app.GetSnapshot("web").StartFailure.Should().ContainAll("'web'", "/no/such/Web.csproj", "AddProject");
    }

    private static object? GetProperty(ResourceEvent happened, string name) =>
        happened.Snapshot.Properties.Single(property => property.Name == name).Value;

    /// <summary>Written by the build: a source file's own path is not the real one in a deterministic build.</summary>
    private static string GetTestHostProject() => Path.GetFullPath(typeof(ProjectLauncherTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "TestHostProject").Value!);

    private sealed class Project(string path) : IProjectMetadata
    {
        public string ProjectPath { get; } = path;
    }
}
