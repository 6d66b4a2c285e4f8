using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Migration.DataSync.Backfill;
using Migration.DataSync.Tests.Fixture;

namespace Migration.DataSync.Tests.Backfill;

[TestClass]
public sealed class DataSyncApplicationTests : SyncTest
{
    /// <summary>The test's own folder holds the appsettings.json of two services.</summary>
    private static readonly string ContentRoot = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "content-root")).FullName;

    [TestMethod]
    public async Task Health_BackfillComplete_IsHealthyWithTheCounts()
    {
        await InsertListingsAsync(1001, 1010);
        await using var app = await StartAsync();

        await HealthyAsync(app);

        (await HealthAsync(app)).Body.Should().Contain("10 of 10 listings (highest id 1010 of 1010) and 20 of 20 images");
        await app.StopAsync(TestContext.CancellationToken);
    }

    [TestMethod]
    public async Task Health_TargetNotMadeYet_WaitsForIt()
    {
        await InsertListingsAsync(1001, 1010);
        await Target.ExecuteAsync("alter table database_identity rename to hidden");
        await using var app = await StartAsync();
        await Eventually.IsTrueAsync(
            async () => (await HealthAsync(app)).Body.Contains("waiting for the services", StringComparison.Ordinal),
            "it says what it waits for",
            TestContext.CancellationToken);
        (await HealthAsync(app)).Status.Should().Be(HttpStatusCode.ServiceUnavailable);

        await Target.ExecuteAsync("alter table hidden rename to database_identity");

        await HealthyAsync(app);
        await app.StopAsync(TestContext.CancellationToken);
    }

    [TestMethod]
    public async Task Health_TargetOutOfReach_IsUnhealthyUntilItIsBack()
    {
        await InsertListingsAsync(1001, 1010);
        await Target.TakeAwayAsync();
        await using var app = await StartAsync();
        await Eventually.IsTrueAsync(
            async () => (await HealthAsync(app)).Body.Contains("interrupted", StringComparison.Ordinal), "it says that it was interrupted", TestContext.CancellationToken);

        await Target.GiveBackAsync();

        await HealthyAsync(app);
        await app.StopAsync(TestContext.CancellationToken);
    }

    [TestMethod]
    public async Task Start_DatabasesSwapped_StopsWithoutWriting()
    {
        await using var app = await StartAsync($"--ConnectionStrings:listings-db={Source.ConnectionString}");

        await app.WaitForShutdownAsync(TestContext.CancellationToken);

        app.Services.GetRequiredService<BackfillStatus>().IsRefused.Should().BeTrue();
        app.Services.GetRequiredService<BackfillStatus>().Description.Should().Contain("ConnectionStrings:listings-db leads to the database 'svetubd'");
        (await Source.ScalarAsync<bool>("select to_regclass('sync_stream') is null")).Should().BeTrue();
    }

    [TestMethod]
    public async Task Start_ChunkSizeZero_NamesTheSetting()
        => (await FluentActions.Awaiting(() => StartAsync("--Backfill:ChunkSize=0")).Should().ThrowAsync<OptionsValidationException>())
            .WithMessage("*ChunkSize*1*1000000*");

    [TestMethod]
    public async Task Start_NoConnectionString_NamesTheSetting()
        => (await FluentActions.Awaiting(() => StartAsync("--ConnectionStrings:svetubd=")).Should().ThrowAsync<InvalidOperationException>())
            .WithMessage("ConnectionStrings:svetubd is not set*");

    private static async Task<WebApplication> StartAsync(params string[] more)
    {
        string[] args =
        [
            $"--ConnectionStrings:svetubd={Source.ConnectionString}",
            $"--ConnectionStrings:listings-db={Target.ConnectionString}",
            "--urls=http://127.0.0.1:0",
            $"--contentRoot={ContentRoot}",
            "--hostBuilder:reloadConfigOnChange=false",
            .. more,
        ];
        var app = DataSyncApplication.Create(args, builder => builder.Logging.ClearProviders());
        await app.StartAsync();
        return app;
    }

    private Task HealthyAsync(WebApplication app)
        => Eventually.IsTrueAsync(async () => (await HealthAsync(app)).Status == HttpStatusCode.OK, "it turns healthy", TestContext.CancellationToken);

    private static async Task<(HttpStatusCode Status, string Body)> HealthAsync(WebApplication app)
    {
        using var http = new HttpClient { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()) };
        using var response = await http.GetAsync(new Uri("health", UriKind.Relative));
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
