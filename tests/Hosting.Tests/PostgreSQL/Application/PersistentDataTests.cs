using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Migration.Hosting.Tests.PostgreSQL;

/// <summary>What <c>dotnet run</c> keeps between its runs.</summary>
[TestClass]
public sealed class PersistentDataTests
{
    public required TestContext TestContext { get; init; }

    private CancellationToken Cancelled => TestContext.CancellationToken;

    [TestMethod]
    public async Task StartAsync_VolumeOfTheLastRun_HasItsDataEvenIfThePasswordWasLost()
    {
        await using var lab = new PostgresLab();
        await using (var first = Build(lab, "first", server => server.WithDataVolume(), out var written))
        {
            await first.StartAsync("pg", Cancelled);
            await written.AskAsync("CREATE TABLE kept AS SELECT 42 AS value", Cancelled);
            await first.StopAsync(Cancelled);
        }

        await using var second = Build(lab, "second", server => server.WithDataVolume(), out var read);
        await second.StartAsync("pg", Cancelled);

        (await read.AskAsync("SELECT value FROM kept", Cancelled)).Should().Be("42");
        (await read.AskAsync("SHOW data_directory", Cancelled)).Should().Be(lab.In("data/pg-data"));
        (await read.AskAsync("SHOW fsync", Cancelled)).Should().Be("on");
        await second.StopAsync(Cancelled);
    }

    [TestMethod]
    public async Task StartAsync_BindMount_UsesThatFolder()
    {
        await using var lab = new PostgresLab();
        await using var app = Build(lab, "secret", server => server.WithDataBindMount("mine"), out var resource);

        await app.StartAsync("pg", Cancelled);

        (await resource.AskAsync("SHOW data_directory", Cancelled)).Should().Be(lab.In("mine"));
        await app.StopAsync(Cancelled);
        Directory.Exists(lab.In("mine/base")).Should().BeTrue();
    }

    [TestMethod]
    public async Task StartAsync_NeitherVolumeNorBindMount_KeepsNothing()
    {
        await using var lab = new PostgresLab();
        await using var app = Build(lab, "secret", server => server, out var resource);
        await app.StartAsync("pg", Cancelled);
        var folder = await resource.AskAsync("SHOW data_directory", Cancelled);

        await app.StopAsync(Cancelled);
        await app.DisposeAsync();

        folder.Should().NotStartWith(lab.In("data"));
        Directory.Exists(folder).Should().BeFalse();
    }

    // As dotnet run does, not as a test: fixed folders, nothing random but the port.
    private static DistributedApplication Build(
        PostgresLab lab,
        string password,
        Func<IResourceBuilder<PostgresServerResource>, IResourceBuilder<PostgresServerResource>> configure,
        out PostgresServerResource server)
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            Args = [$"--DataDirectory={lab.In("data")}", $"--Parameters:pg-password={password}"],
            DisableDashboard = true,
            ProjectDirectory = lab.Root,
        });
        builder.Services.AddLogging(logging => logging.ClearProviders());
        server = configure(builder.AddPostgres("pg")).Resource;
        return builder.Build();
    }
}
