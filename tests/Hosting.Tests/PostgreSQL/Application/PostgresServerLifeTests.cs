using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Migration.Hosting.PostgreSQL;
using Migration.Hosting.Runtime;
using Migration.Hosting.Runtime.Processes;
using Migration.Hosting.Tests.Runtime.Support;

namespace Migration.Hosting.Tests.PostgreSQL;

[TestClass]
public sealed class PostgresServerLifeTests
{
    public required TestContext TestContext { get; init; }

    private CancellationToken Cancelled => TestContext.CancellationToken;

    [TestMethod]
    public async Task StartAsync_ServerWithDatabases_CreatesThemAndLetsServicesIn()
    {
        var builder = TestApp.CreateBuilder();
        var server = builder.AddPostgres("pg");
        var shop = server.AddDatabase("shop-db", "shop");
        var odd = server.AddDatabase("odd", "We\"ird; name");
        await using var app = builder.Build();

        await app.StartAsync("shop-db", Cancelled);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("odd", Cancelled);

        (await shop.Resource.AskAsync("SELECT current_database()", Cancelled)).Should().Be("shop");
        (await odd.Resource.AskAsync("SELECT current_database()", Cancelled)).Should().Be("We\"ird; name");
        (await server.Resource.AskAsync("SELECT current_setting('port')", Cancelled))
            .Should().Be(await server.Resource.Port.GetValueAsync(Cancelled), "the server itself listens on the reserved port");
        (await app.GetLogAsync("pg")).Should().NotContain(line => line.Contains("FATAL") || line.Contains("ERROR"));
    }

    [TestMethod]
    public async Task StopAsync_TestEnvironment_LeavesNothing()
    {
        var builder = TestApp.CreateBuilder();
        var server = builder.AddPostgres("pg");
        await using var app = builder.Build();
        var running = await app.StartAsync("pg", Cancelled);
        var folder = (await server.Resource.AskAsync("SHOW data_directory", Cancelled))!;
        var segment = PostmasterPidFile.Read(folder)!.SharedMemory!.Value;

        await app.StopAsync(Cancelled);

        ProcessTable.Find(running.GetProcessId()).Should().BeNull();
        FolderProcesses.FindIn(folder).Should().BeEmpty();
        SharedMemory.AttachedProcesses(segment).Should().BeNull("the segment is gone");
        await app.DisposeAsync();
        Directory.Exists(Path.GetDirectoryName(folder)).Should().BeFalse();
    }

    [TestMethod]
    public async Task DisposeAsync_ServerWasKilledWithAllItsProcesses_LeavesNothing()
    {
        var builder = TestApp.CreateBuilder();
        var server = builder.AddPostgres("pg");
        await using var app = builder.Build();
        await app.StartAsync("pg", Cancelled);
        var folder = (await server.Resource.AskAsync("SHOW data_directory", Cancelled))!;
        var segment = PostmasterPidFile.Read(folder)!.SharedMemory!.Value;
        foreach (var processId in FolderProcesses.FindIn(folder))
        {
            Posix.Signal(processId, ProcessSignal.Kill);
        }

        await app.ResourceNotifications.WaitForResourceAsync("pg", KnownResourceStates.Exited, Cancelled);
        SharedMemory.AttachedProcesses(segment).Should().Be(0, "nobody was left to remove it");

        await app.StopAsync(Cancelled);
        await app.DisposeAsync();

        Directory.Exists(Path.GetDirectoryName(folder)).Should().BeFalse();
        SharedMemory.AttachedProcesses(segment).Should().BeNull();
    }

    [TestMethod]
    public async Task StartCommand_AfterTheServerWasKilled_HasTheAcknowledgedData()
    {
        var builder = TestApp.CreateBuilder("--Postgres:Durable=true");
        var server = builder.AddPostgres("pg");
        var database = server.AddDatabase("shop");
        await using var app = builder.Build();
        await app.StartAsync("shop", Cancelled);
        await database.Resource.AskAsync("CREATE TABLE kept AS SELECT 42 AS value", Cancelled);

        Posix.Signal(app.GetSnapshot("pg").GetProcessId(), ProcessSignal.Kill);
        await app.ResourceNotifications.WaitForResourceAsync("pg", KnownResourceStates.Exited, Cancelled);
        var started = await app.ResourceCommands.ExecuteCommandAsync("pg", KnownResourceCommands.StartCommand, Cancelled);

        started.Success.Should().BeTrue();
        await app.ResourceNotifications.WaitForResourceHealthyAsync("shop", Cancelled);
        (await database.Resource.AskAsync("SELECT value FROM kept", Cancelled)).Should().Be("42");
        (await server.Resource.AskAsync("SHOW fsync", Cancelled)).Should().Be("on");
    }

    [TestMethod]
    public async Task StartAsync_TwoEnvironments_LiveSideBySide()
    {
        await using var one = Build(out var first);
        await using var two = Build(out var second);

        await Task.WhenAll(one.StartAsync("pg", Cancelled), two.StartAsync("pg", Cancelled));

        (await first.AskAsync("SHOW data_directory", Cancelled)).Should().NotBe(await second.AskAsync("SHOW data_directory", Cancelled));
        (await first.AskAsync("SHOW fsync", Cancelled)).Should().Be("off", "a test's environment is thrown away");
    }

    [TestMethod]
    public async Task StartAsync_BadBinDirectory_FailsAtOnceWithOneMessage()
    {
        var builder = TestApp.CreateBuilder("--Postgres:BinDirectory=/nowhere");
        builder.AddPostgres("pg").AddDatabase("shop");
        await using var app = builder.Build();

        var start = () => app.StartAsync("shop", Cancelled);

        (await start.Should().ThrowAsync<DistributedApplicationException>()).Which.Message.Should().Contain(
            "Resource 'pg' did not start: The setting Postgres:BinDirectory is '/nowhere', which cannot be used: the folder does not exist. Set it to");
    }

    [TestMethod]
    public async Task StartAsync_DatabaseThatCannotBeCreated_FailsItAndNotItsNeighbour()
    {
        var builder = TestApp.CreateBuilder();
        var server = builder.AddPostgres("pg");
        server.AddDatabase("bad").WithCreationScript("CREATE DATABASE bad OWNER nobody_there");
        server.AddDatabase("good").WithCreationScript("CREATE DATABASE good CONNECTION LIMIT 7");
        await using var app = builder.Build();

        await app.StartAsync("good", Cancelled);
        var wait = () => app.ResourceNotifications.WaitForResourceHealthyAsync("bad", WaitBehavior.StopOnResourceUnavailable, Cancelled);

        (await wait.Should().ThrowAsync<DistributedApplicationException>()).Which.Message.Should().Contain(
            "Database 'bad' could not be created on server 'pg': 42704: role \"nobody_there\" does not exist. Correct the script given to WithCreationScript.");
        app.GetSnapshot("bad").State!.Text.Should().Be(KnownResourceStates.FailedToStart);
        (await server.Resource.AskAsync("SELECT datconnlimit FROM pg_database WHERE datname = 'good'", Cancelled)).Should().Be("7");
    }

    [TestMethod]
    public async Task StartAsync_ReadOnlyData_IsRefused()
    {
        var builder = TestApp.CreateBuilder();
        builder.AddPostgres("pg").WithDataVolume(isReadOnly: true);
        await using var app = builder.Build();

        var start = () => app.StartAsync("pg", Cancelled);

        (await start.Should().ThrowAsync<DistributedApplicationException>()).Which.Message.Should().Contain(
            "Resource 'pg' did not start: Its data ('pg-data') is mounted read-only, and PostgreSQL always writes to its data. Remove isReadOnly: true.");
    }

    [TestMethod]
    public async Task StartAsync_InitFilesUserAndArguments_ReachTheServer()
    {
        await using var lab = new PostgresLab();
        await File.WriteAllTextAsync(lab.In("1.sql"), "CREATE TABLE made (id int); INSERT INTO made VALUES (1);", Cancelled);
        var builder = TestApp.CreateBuilder();
        var user = builder.AddParameter("user", "app");
        var server = builder.AddPostgres("pg").WithUserName(user).WithInitFiles(lab.In("1.sql")).WithArgs("-c", "max_connections=23");
        await using var app = builder.Build();

        await app.StartAsync("pg", Cancelled);

        (await server.Resource.AskAsync("SELECT current_user || current_setting('max_connections') || (SELECT count(*) FROM made)", Cancelled)).Should().Be("app231");
    }

    private static DistributedApplication Build(out PostgresServerResource server)
    {
        var builder = TestApp.CreateBuilder();
        server = builder.AddPostgres("pg").Resource;
        return builder.Build();
    }
}
