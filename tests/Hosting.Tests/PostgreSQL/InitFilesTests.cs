using Migration.Hosting.PostgreSQL;

namespace Migration.Hosting.Tests.PostgreSQL;

[TestClass]
public sealed class InitFilesTests
{
    private static PostgresLab s_cache = null!;

    public required TestContext TestContext { get; init; }

    private CancellationToken Cancelled => TestContext.CancellationToken;

    [ClassInitialize]
    public static void MakeCache(TestContext _) => s_cache = new PostgresLab();

    [ClassCleanup]
    public static async Task DeleteCacheAsync() => await s_cache.DisposeAsync();

    [TestMethod]
    public async Task StartAsync_NewFolder_RunsTheFilesOnceInTheOrderOfTheirNames()
    {
        await using var lab = CreateLab();
        Write(lab, "init/20-fill.sql", "INSERT INTO steps (name) VALUES ('fill');");
        Write(lab, "init/10-make.sql", "CREATE TABLE steps (id int GENERATED ALWAYS AS IDENTITY, name text);\nINSERT INTO steps (name) VALUES ('make'), ('ž');");
        Write(lab, "init/.hidden", "not for the server");
        var request = lab.Request() with { InitFiles = lab.In("init") };

        var server = await lab.StartAsync(request, Cancelled);
        await server.StopAsync();
        await server.StartAsync(lab.Processes, Cancelled);

        (await server.AskAsync("SELECT string_agg(name, ' ' ORDER BY id) FROM steps", Cancelled)).Should().Be("make ž fill");
    }

    [TestMethod]
    public async Task StartAsync_OneFileInsteadOfAFolder_RunsIt()
    {
        await using var lab = CreateLab();
        Write(lab, "init.sql", "CREATE DATABASE other;");

        var server = await lab.StartAsync(lab.Request() with { InitFiles = lab.In("init.sql") }, Cancelled);

        (await server.AskAsync("SELECT count(*) FROM pg_database WHERE datname = 'other'", Cancelled)).Should().Be("1");
    }

    [TestMethod]
    public async Task StartAsync_FileFails_NamesFileLineAndReasonAndBeginsAnewOnceItIsCorrected()
    {
        await using var lab = CreateLab();
        Write(lab, "init/1.sql", "CREATE TABLE made_once (id int);");
        var broken = Write(lab, "init/2.sql", "SELECT 1;\n\nSELECT * FROM missing;");
        var request = lab.Request() with { InitFiles = lab.In("init") };
        var server = lab.NotStarted(lab.Server(), request);

        var start = () => server.StartAsync(lab.Processes, Cancelled);

        (await start.Should().ThrowAsync<PostgresStartException>()).Which.Cause.Should()
            .Be($"The init file '{broken}' failed at line 3: 42P01: relation \"missing\" does not exist.");
        FolderProcesses.FindIn(request.Folder).Should().BeEmpty("the server was stopped again");
        Write(lab, "init/2.sql", "SELECT 1");
        await server.StartAsync(lab.Processes, Cancelled);
        (await server.AskAsync("SELECT count(*) FROM made_once", Cancelled)).Should().Be("0");
    }

    [TestMethod]
    public async Task StartAsync_FileOfAnotherKind_IsRefusedBeforeAnythingRuns()
    {
        await using var lab = CreateLab();
        Write(lab, "init/1.sql", "SELECT 1");
        var script = Write(lab, "init/2.sh", "echo");

        var start = () => lab.StartAsync(lab.Request() with { InitFiles = lab.In("init") }, Cancelled);

        (await start.Should().ThrowAsync<PostgresStartException>()).Which.Message.Should().Be(
            $"The init file '{script}' is no .sql file, and a native server runs no other kind. Turn it into .sql, or move it out of the folder given to WithInitFiles.");
    }

    [TestMethod]
    public async Task StartAsync_SourceIsMissing_SaysSo()
    {
        await using var lab = CreateLab();

        var start = () => lab.StartAsync(lab.Request() with { InitFiles = lab.In("nowhere") }, Cancelled);

        (await start.Should().ThrowAsync<PostgresStartException>()).Which.Cause.Should().Be($"The init files '{lab.In("nowhere")}' do not exist.");
    }

    private static PostgresLab CreateLab() => new(s_cache.CacheDirectory);

    private static string Write(PostgresLab lab, string name, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(lab.In(name))!);
        File.WriteAllText(lab.In(name), content);
        return lab.In(name);
    }
}
