using System.Globalization;
using Migration.Hosting.PostgreSQL;
using Migration.Hosting.Runtime;
using Migration.Hosting.Runtime.Processes;
using Migration.Hosting.Tests.Runtime.Support;
using Npgsql;

namespace Migration.Hosting.Tests.PostgreSQL;

[TestClass]
public sealed class ServerFaultTests
{
    private static PostgresLab s_cache = null!;

    public required TestContext TestContext { get; init; }

    private CancellationToken Cancelled => TestContext.CancellationToken;

    [ClassInitialize]
    public static void MakeCache(TestContext _) => s_cache = new PostgresLab();

    [ClassCleanup]
    public static async Task DeleteCacheAsync() => await s_cache.DisposeAsync();

    [TestMethod]
    public async Task StartAsync_AfterSigkillOfTheServer_HasEveryAcknowledgedRow()
    {
        await using var lab = CreateLab();
        var server = await lab.StartAsync(lab.Request(), Cancelled);
        await server.AskAsync("CREATE TABLE written (id int)", Cancelled);
        var firstWritten = new TaskCompletionSource();
        var writing = WriteUntilRefusedAsync(server, firstWritten);
        await firstWritten.Task.WaitAsync(Cancelled);
        Posix.Signal(server.Process.ProcessId, ProcessSignal.Kill);
        var acknowledged = await writing;

        await server.StartAsync(lab.Processes, Cancelled);

        var found = int.Parse((await server.AskAsync("SELECT count(*) FROM written", Cancelled))!, CultureInfo.InvariantCulture);
        found.Should().BeInRange(acknowledged, acknowledged + 1, "the last one may have been written without its answer");
    }

    [TestMethod]
    public async Task StartAsync_AfterSigkillWhileABackendIsBusy_EndsThatBackendAndStarts()
    {
        await using var lab = CreateLab();
        var request = lab.Request();
        var server = await lab.StartAsync(request, Cancelled);
        await using var busy = new NpgsqlConnection(server.ConnectionString);
        await busy.OpenAsync(Cancelled);
        var backend = busy.ProcessID;
        await using var command = new NpgsqlCommand("SELECT count(*) FROM generate_series(1, 1000000000000) n WHERE n < 0", busy) { CommandTimeout = 0 };
        var working = command.ExecuteScalarAsync(Cancelled);
        await UntilAsync(async () => await server.AskAsync(
            "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'SELECT count(*) FROM generate_series%' AND state = 'active'", Cancelled) is not null);
        Posix.Signal(server.Process.ProcessId, ProcessSignal.Kill);
        await server.Process.Exited.WaitAsync(Cancelled);
        FolderProcesses.FindIn(request.Folder).Should().Contain(backend, "the busy backend lives on without its server");

        await server.StartAsync(lab.Processes, Cancelled);

        (await server.AskAsync("SELECT 1", Cancelled)).Should().Be("1");
        ProcessTable.Find(backend).Should().BeNull();
        var answer = () => working.WaitAsync(Cancelled);
        await answer.Should().ThrowAsync<NpgsqlException>();
    }

    [TestMethod]
    public async Task StartAsync_PidOfTheKilledServerBelongsToAnotherProcess_Starts()
    {
        await using var lab = CreateLab();
        var request = lab.Request();
        var server = await lab.StartAsync(request, Cancelled);
        await KillAllAsync(server, request);
        await using var stranger = lab.Processes.Start(
            new ProcessLaunch("sleep", ["60"]) { UserName = PostgresLab.User.Name, WorkingDirectory = "/" }, _ => { });
        await ReplaceProcessIdAsync(request.Folder, stranger.ProcessId);

        await server.StartAsync(lab.Processes, Cancelled);

        (await server.AskAsync("SELECT 1", Cancelled)).Should().Be("1");
        stranger.Exited.IsCompleted.Should().BeFalse("it has nothing to do with the server");
    }

    [TestMethod]
    public async Task StartAsync_PidOfTheKilledServerIsAZombie_Starts()
    {
        await using var lab = CreateLab();
        var request = lab.Request();
        var server = await lab.StartAsync(request, Cancelled);
        await KillAllAsync(server, request);
        var zombie = new TaskCompletionSource<int>();
        await using var parent = lab.Processes.Start(
            new ProcessLaunch("sh", ["-c", "sleep 0 & echo $!; exec sleep 60"]) { UserName = PostgresLab.User.Name, WorkingDirectory = "/" },
            line => zombie.TrySetResult(int.Parse(line.Text, CultureInfo.InvariantCulture)));
        var processId = await zombie.Task.WaitAsync(Cancelled);
        await UntilAsync(() => Task.FromResult(ProcessTable.Find(processId) is null));
        Directory.Exists($"/proc/{processId}").Should().BeTrue("the kernel still knows the zombie");
        await ReplaceProcessIdAsync(request.Folder, processId);

        await server.StartAsync(lab.Processes, Cancelled);

        (await server.AskAsync("SELECT 1", Cancelled)).Should().Be("1");
    }

    [TestMethod]
    public async Task PrepareAsync_ServerRunsOnTheFolder_NamesItsProcess()
    {
        await using var lab = CreateLab();
        var request = lab.Request();
        var running = await lab.StartAsync(request, Cancelled);

        // As if started by hand, or left by a host that died: nobody holds the folder's lock.
        running.ReleaseFolder();

        var prepare = () => lab.Server().PrepareAsync(request with { Port = FreePort.Next() }, Cancelled);

        var error = (await prepare.Should().ThrowAsync<PostgresStartException>()).Which;
        error.Cause.Should().Be($"Data folder '{request.Folder}' is in use by a running PostgreSQL server, process {running.Process.ProcessId}.");
        error.Cure.Should().Contain($"kill -INT {running.Process.ProcessId}");
        (await running.AskAsync("SELECT 1", Cancelled)).Should().Be("1");
    }

    [TestMethod]
    public async Task PrepareAsync_AnotherHostHoldsTheFolder_IsRefused()
    {
        await using var lab = CreateLab();
        var request = lab.Request();
        var running = await lab.StartAsync(request, Cancelled);

        var prepare = () => lab.Server().PrepareAsync(request with { Port = FreePort.Next() }, Cancelled);

        (await prepare.Should().ThrowAsync<PostgresStartException>()).Which.Cause.Should().Be(
            $"Data folder '{request.Folder}' is in use by another host, whose PostgreSQL server is process {running.Process.ProcessId}.");
    }

    [TestMethod]
    public async Task PrepareAsync_FolderOfAnotherMajorVersion_NamesFolderBothVersionsAndCures()
    {
        await using var lab = CreateLab();
        var request = lab.Request();
        var server = await lab.StartAsync(request, Cancelled);
        await server.StopAsync();
        await File.WriteAllTextAsync(Path.Combine(request.Folder, "PG_VERSION"), "12\n", Cancelled);

        var start = () => server.StartAsync(lab.Processes, Cancelled);

        var error = (await start.Should().ThrowAsync<PostgresStartException>()).Which;
        var found = await lab.Locator().LocateAsync(null, Cancelled);
        error.Cause.Should().Be(
            $"Data folder '{request.Folder}' was made by PostgreSQL 12, and the PostgreSQL found in '{found.Directory}' is {found.Version}: one major version cannot open another's data.");
        error.Cure.Should().ContainAll("Install PostgreSQL 12", "Postgres:BinDirectory", "pg_upgrade", "delete the folder");
    }

    [TestMethod]
    [DataRow("holiday.jpg", null, "holds 'holiday.jpg' but no PostgreSQL data")]
    [DataRow("PG_VERSION", "soup", "says 'soup', which is no version of PostgreSQL")]
    [DataRow("PG_VERSION", "15", "cannot be opened")]
    public async Task PrepareAsync_FolderWithSomethingElse_IsAClearErrorAndTouchesNothing(string file, string? content, string cause)
    {
        await using var lab = CreateLab();
        var request = lab.Request();
        Folders.Create(request.Folder, ServerUser.Own);
        await File.WriteAllTextAsync(Path.Combine(request.Folder, file), content, Cancelled);

        var prepare = async () =>
        {
            using var server = lab.Server();
            await server.PrepareAsync(request, Cancelled);
        };

        (await prepare.Should().ThrowAsync<PostgresStartException>()).Which.Cause.Should().Contain(cause).And.Contain(request.Folder);
        (await File.ReadAllTextAsync(Path.Combine(request.Folder, file), Cancelled)).Should().Be(content ?? "");
    }

    [TestMethod]
    public async Task StartAsync_HostDiedWhileItFilledTheFolder_BeginsAnew()
    {
        await using var lab = CreateLab();
        var request = lab.Request();
        Folders.Create(Path.Combine(request.Folder, "base/1"), PostgresLab.User);
        await File.WriteAllTextAsync(Path.Combine(request.Folder, "migration.incomplete"), "", Cancelled);
        await File.WriteAllTextAsync(Path.Combine(request.Folder, "PG_VERSION"), "9", Cancelled);

        var server = await lab.StartAsync(request, Cancelled);

        (await server.AskAsync("SELECT 1", Cancelled)).Should().Be("1");
        File.Exists(Path.Combine(request.Folder, "migration.incomplete")).Should().BeFalse();
    }

    [TestMethod]
    public async Task StopAsync_RunningServer_LeavesNothingInTheKernel()
    {
        await using var lab = CreateLab();
        var request = lab.Request();
        var server = await lab.StartAsync(request, Cancelled);
        var segment = PostmasterPidFile.Read(request.Folder)!.SharedMemory!.Value;
        SharedMemory.AttachedProcesses(segment).Should().BePositive();

        (await server.StopAsync()).Should().Be(0);

        SharedMemory.AttachedProcesses(segment).Should().BeNull("the segment is gone");
        File.Exists(Path.Combine(request.Folder, "postmaster.pid")).Should().BeFalse();
        FolderProcesses.FindIn(request.Folder).Should().BeEmpty();
    }

    [TestMethod]
    public async Task Dispose_ServerWasKilledAndItsFolderDeleted_RemovesItsSegment()
    {
        await using var lab = CreateLab();
        var request = lab.Request();
        var server = await lab.StartAsync(request, Cancelled);
        var segment = PostmasterPidFile.Read(request.Folder)!.SharedMemory!.Value;
        await KillAllAsync(server, request);
        SharedMemory.AttachedProcesses(segment).Should().Be(0, "nobody was left to remove it");
        Directory.Delete(request.Folder, recursive: true);

        await server.DisposeAsync();

        SharedMemory.AttachedProcesses(segment).Should().BeNull();
    }

    private static PostgresLab CreateLab() => new(s_cache.CacheDirectory);

    private static async Task<int> WriteUntilRefusedAsync(RunningServer server, TaskCompletionSource firstWritten)
    {
        var acknowledged = 0;
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("INSERT INTO written VALUES (1)", connection);
        try
        {
            while (true)
            {
                await command.ExecuteNonQueryAsync();
                acknowledged++;
                firstWritten.TrySetResult();

                // The server is dead, this backend does not know it yet: no need to wait until it does.
                if (server.Process.Exited.IsCompleted)
                {
                    return acknowledged;
                }
            }
        }
        catch (NpgsqlException)
        {
            return acknowledged;
        }
    }

    private static async Task KillAllAsync(RunningServer server, ServerRequest request)
    {
        foreach (var processId in FolderProcesses.FindIn(request.Folder))
        {
            Posix.Signal(processId, ProcessSignal.Kill);
        }

        await server.Process.Exited.WaitAsync(TimeSpan.FromMinutes(1));
        await UntilAsync(() => Task.FromResult(FolderProcesses.FindIn(request.Folder).Count == 0));
    }

    private static async Task ReplaceProcessIdAsync(string folder, int processId)
    {
        var file = Path.Combine(folder, "postmaster.pid");
        var lines = await File.ReadAllLinesAsync(file);
        lines[0] = processId.ToString(CultureInfo.InvariantCulture);
        await File.WriteAllLinesAsync(file, lines);
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        while (!await condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }
}
