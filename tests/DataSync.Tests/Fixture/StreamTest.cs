using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NpgsqlTypes;

namespace Migration.DataSync.Tests.Fixture;

/// <summary>The base of test classes that run the whole service over a pair of databases.</summary>
public abstract class StreamTest : SyncTest
{
    /// <summary>The test's own folder holds the appsettings.json of two services.</summary>
    private static readonly string ContentRoot = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "content-root")).FullName;

    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(40);

    /// <summary>A start with its backfill may lie before it, on a machine that is busy with others.</summary>
    private static readonly TimeSpan SyncLimit = TimeSpan.FromSeconds(60);

    private WebApplication? _app;

    internal WebApplication App => _app!;

    [TestCleanup]
    public async Task StopAsync()
    {
        await StopSyncAsync();

        // A slot keeps its database from being dropped.
        await DropSlotsAsync(Source);
        await DropSlotsAsync(Target);
    }

    /// <summary>The server may not have noticed yet that the service, which was stopped, uses them no more.</summary>
    internal static Task DropSlotsAsync(TestDatabase database) => database.ExecuteAsync(
        "select pg_drop_replication_slot(slot_name) from (select slot_name, pg_terminate_backend(active_pid, 20000) from pg_replication_slots where database = current_database() offset 0) own");

    internal async Task StopSyncAsync()
    {
        if (_app is not null)
        {
            await _app.StopAsync(CancellationToken.None).WaitAsync(StopLimit);
            await _app.DisposeAsync().AsTask().WaitAsync(StopLimit);
            _app = null;
        }
    }

    internal async Task StartSyncAsync(params string[] more)
    {
        string[] args =
        [
            $"--ConnectionStrings:svetubd={Source.ConnectionString}",
            $"--ConnectionStrings:listings-db={Target.ConnectionString}",
            "--urls=http://127.0.0.1:0",
            $"--contentRoot={ContentRoot}",
            "--hostBuilder:reloadConfigOnChange=false",
            "--Sync:HeartbeatEvery=00:00:00.100",
            .. more,
        ];
        _app = DataSyncApplication.Create(args, builder => builder.Logging.ClearProviders().AddFilter("Npgsql", LogLevel.Warning).AddProvider(new TestOutput(TestContext)));
        await _app.StartAsync(TestContext.CancellationToken);
    }

    /// <summary>What each side had committed when this was called is on the other now.</summary>
    internal async Task SyncedAsync()
    {
        // Forward brings to the target what back then has to skip, so one round each is enough.
        await ReachedAsync(Source, Target, "forward");
        await ReachedAsync(Target, Source, "back");
    }

    internal async Task ReachedAsync(TestDatabase from, TestDatabase to, string stream)
    {
        var position = await from.ScalarAsync<NpgsqlLogSequenceNumber>("select pg_current_wal_insert_lsn()");
        await Eventually.SatisfiesAsync(
            async _ => await to.ScalarAsync<bool>("select to_regclass('sync_stream') is not null")
                && await to.ScalarAsync<bool>($"select exists (select from sync_stream where stream = '{stream}' and applied_lsn >= '{position}')"),
            isSo => isSo,
            $"the stream '{stream}' reaches {position}",
            SyncLimit,
            TestContext.CancellationToken);
    }

    internal HttpClient Client()
        => new() { BaseAddress = new Uri(App.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()) };
}
