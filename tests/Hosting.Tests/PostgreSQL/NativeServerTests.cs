using Migration.Hosting.PostgreSQL;
using Migration.Hosting.Runtime;
using Migration.Hosting.Runtime.Processes;
using Npgsql;

namespace Migration.Hosting.Tests.PostgreSQL;

[TestClass]
public sealed class NativeServerTests
{
    private static PostgresLab s_cache = null!;

    public required TestContext TestContext { get; init; }

    private CancellationToken Cancelled => TestContext.CancellationToken;

    [ClassInitialize]
    public static void MakeCache(TestContext _) => s_cache = new PostgresLab();

    [ClassCleanup]
    public static async Task DeleteCacheAsync() => await s_cache.DisposeAsync();

    [TestMethod]
    public async Task PrepareAsync_NewFolder_GivesAServerForReplicationInUtcAndUtf8()
    {
        await using var lab = CreateLab();

        var server = await lab.StartAsync(lab.Request(), Cancelled);

        var settings = await server.AskAsync(
            """
            SELECT string_agg(current_setting(name), ' ' ORDER BY place) FROM unnest(ARRAY['wal_level', 'max_wal_senders', 'max_replication_slots',
              'max_connections', 'dynamic_shared_memory_type', 'TimeZone', 'server_encoding', 'fsync', 'synchronous_commit', 'full_page_writes',
              'unix_socket_directories', 'cluster_name', 'password_encryption']) WITH ORDINALITY names (name, place)
            """,
            Cancelled);
        settings.Should().Be("logical 16 16 200 mmap UTC UTF8 on on on  db scram-sha-256");
        (await server.AskAsync("SELECT string_agg(w, '' ORDER BY w) || lower('ŽЖ') FROM (VALUES ('b'), ('A'), ('a'), ('Ж'), ('ž')) words (w)", Cancelled))
            .Should().Be("AabžЖžж", "strings are ordered by their bytes, and have upper and lower case");
    }

    [TestMethod]
    public async Task PrepareAsync_ServerOnLinux_KeepsTheMemoryOfOneStatementForTheNext()
    {
        await using var lab = CreateLab();
        var server = await lab.StartAsync(lab.Request(), Cancelled);
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync(Cancelled);
        var parts = string.Join(" + ", Enumerable.Range(1, 40).Select(rows => $"(SELECT count(*) FROM generate_series(1, {rows}))"));
        await using var work = new NpgsqlCommand($"SELECT {parts}", connection);
        await work.PrepareAsync(Cancelled);

        // The tenth field: pages that the process had to be given.
        await using var faults = new NpgsqlCommand("SELECT split_part(pg_read_file('/proc/self/stat'), ' ', 10)::bigint", connection);
        await RepeatAsync(8);
        var before = (long)(await faults.ExecuteScalarAsync(Cancelled))!;
        await RepeatAsync(100);

        var given = (long)(await faults.ExecuteScalarAsync(Cancelled))! - before;

        given.Should().BeLessThan(2000, "it is 200 and more a statement if each fetches its memory anew");

        async Task RepeatAsync(int times)
        {
            for (var statement = 0; statement < times; statement++)
            {
                await work.ExecuteScalarAsync(Cancelled);
            }
        }
    }

    [TestMethod]
    public async Task PrepareAsync_ThrowAwayServer_IsNotDurable()
    {
        await using var lab = CreateLab();

        var server = await lab.StartAsync(lab.Request() with { IsDurable = false }, Cancelled);

        (await server.AskAsync("SELECT current_setting('fsync') || current_setting('synchronous_commit') || current_setting('full_page_writes')", Cancelled))
            .Should().Be("offoffoff");
    }

    [TestMethod]
    public async Task PrepareAsync_ExtraArguments_OutrankTheDefaults()
    {
        await using var lab = CreateLab();

        var server = await lab.StartAsync(lab.Request() with { Arguments = ["-c", "max_connections=17", "--wal_level=replica"] }, Cancelled);

        (await server.AskAsync("SELECT current_setting('max_connections') || current_setting('wal_level')", Cancelled)).Should().Be("17replica");
    }

    [TestMethod]
    [DataRow("wrong")]
    [DataRow(null)]
    public async Task Server_WrongOrNoPassword_IsRefused(string? password)
    {
        await using var lab = CreateLab();
        var server = await lab.StartAsync(lab.Request(), Cancelled);
        var settings = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = password };

        var connect = () => new NpgsqlConnection(settings.ConnectionString).OpenAsync(Cancelled);

        (await connect.Should().ThrowAsync<NpgsqlException>()).Which.Message.Should().ContainAny("28P01", "No password has been provided");
    }

    [TestMethod]
    public async Task PrepareAsync_FolderWhoseOwnRulesTrustEverybody_AsksForThePasswordAllTheSame()
    {
        await using var lab = CreateLab();
        var request = lab.Request();
        var server = await lab.StartAsync(request, Cancelled);
        await server.StopAsync();
        await File.WriteAllTextAsync(Path.Combine(request.Folder, "pg_hba.conf"), "host all all 127.0.0.1/32 trust\n", Cancelled);
        await server.StartAsync(lab.Processes, Cancelled);
        var settings = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = "wrong" };

        var connect = () => new NpgsqlConnection(settings.ConnectionString).OpenAsync(Cancelled);

        (await connect.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.InvalidPassword);
        (await server.AskAsync("SELECT count(*) FROM pg_hba_file_rules WHERE auth_method <> 'scram-sha-256'", Cancelled)).Should().Be("0");
    }

    [TestMethod]
    public async Task PrepareAsync_PasswordOnItsWay_IsNeverSeenInCommandLinesEnvironmentsFilesOrLogs()
    {
        await using var lab = CreateLab();
        var request = lab.Request() with { Password = $"secret{Guid.NewGuid():N}" };

        var server = await lab.StartAsync(request, Cancelled);

        var shown = Directory.EnumerateDirectories("/proc", "*").Where(entry => char.IsAsciiDigit(Path.GetFileName(entry)[0]))
            .SelectMany(entry => (string[])[$"{entry}/cmdline", $"{entry}/environ"])
            .Concat(Directory.EnumerateFiles(request.Folder, "*", SearchOption.AllDirectories))
            .Where(file => ReadIfThere(file).Contains(request.Password, StringComparison.Ordinal));
        shown.Should().BeEmpty();
        server.Log.Should().NotContain(request.Password);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("nul\0nul")]
    public async Task PrepareAsync_PasswordThatPostgreSqlTakesNot_IsAClearError(string password)
    {
        await using var lab = CreateLab();

        var start = () => lab.StartAsync(lab.Request() with { Password = password }, Cancelled);

        (await start.Should().ThrowAsync<PostgresStartException>()).Which.Message.Should().Be(
            "The password of user 'postgres' is empty or holds a NUL character, and PostgreSQL takes neither. Give the password parameter another value.");
    }

    [TestMethod]
    [DataRow("pg_app", "reserved")]
    public async Task PrepareAsync_UserNameThatPostgreSqlTakesNot_IsAClearErrorWithoutThePassword(string userName, string reason)
    {
        await using var lab = CreateLab();
        var request = lab.Request() with { UserName = userName, Password = "verysecret" };

        var start = () => lab.StartAsync(request, Cancelled);

        var error = (await start.Should().ThrowAsync<PostgresStartException>()).Which;
        error.Cause.Should().StartWith($"Data folder '{request.Folder}' cannot be opened:").And.Contain(reason).And.NotContain("verysecret");
    }

    [TestMethod]
    public async Task PrepareAsync_OtherUserName_GivesASuperuserWithADatabaseOfItsName()
    {
        await using var lab = CreateLab();

        var server = await lab.StartAsync(lab.Request() with { UserName = "Some \"User\"" }, Cancelled);

        (await server.AskAsync("SELECT current_database() || (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)", Cancelled))
            .Should().Be("Some \"User\"true");
    }

    [TestMethod]
    public async Task PrepareAsync_SecondTime_KeepsTheDataAndTakesAnotherPassword()
    {
        await using var lab = CreateLab();
        var request = lab.Request();
        var first = await lab.StartAsync(request, Cancelled);
        await first.AskAsync("CREATE TABLE kept AS SELECT 42 AS value", Cancelled);
        await first.DisposeAsync();

        var second = await lab.StartAsync(request with { Password = "another", UserName = "newcomer" }, Cancelled);

        (await second.AskAsync("SELECT current_user", Cancelled)).Should().Be("newcomer");
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(second.ConnectionString) { Database = "postgres" }.ConnectionString);
        await connection.OpenAsync(Cancelled);
        await using var command = new NpgsqlCommand("SELECT value FROM kept", connection);
        (await command.ExecuteScalarAsync(Cancelled)).Should().Be(42);
    }

    [TestMethod]
    public async Task PrepareAsync_FolderThatLetsTheUserInAlready_StaysUntouched()
    {
        await using var lab = CreateLab();
        var request = lab.Request();
        var server = await lab.StartAsync(request, Cancelled);
        await server.AskAsync("SELECT count(*) FROM pg_authid, pg_database", Cancelled);
        await server.StopAsync();
        var control = Path.Combine(request.Folder, "global/pg_control");
        var before = await File.ReadAllBytesAsync(control, Cancelled);

        await server.StartAsync(lab.Processes, Cancelled, prepared: async () =>
            (await File.ReadAllBytesAsync(control, Cancelled)).Should().Equal(before, "no session was needed to set what is set"));

        (await server.AskAsync("SELECT 1", Cancelled)).Should().Be("1");
    }

    [TestMethod]
    [DataRow("ALTER ROLE postgres PASSWORD 'forgotten'")]
    [DataRow("ALTER ROLE postgres NOLOGIN")]
    [DataRow("DROP DATABASE postgres")]
    public async Task PrepareAsync_LoginChangedInside_LetsTheUserInAgain(string change)
    {
        await using var lab = CreateLab();
        var server = await lab.StartAsync(lab.Request(), Cancelled);
        await server.StopAsync();
        await server.StartAsync(lab.Processes, Cancelled);
        await server.AskAsync(change, Cancelled, database: "template1");
        await server.StopAsync();

        await server.StartAsync(lab.Processes, Cancelled);

        (await server.AskAsync("SELECT current_user", Cancelled)).Should().Be("postgres");
    }

    [TestMethod]
    public async Task PrepareAsync_LoginChangedBeforeAKill_LetsTheUserInAgain()
    {
        await using var lab = CreateLab();
        var server = await lab.StartAsync(lab.Request(), Cancelled);
        await server.AskAsync("ALTER ROLE postgres PASSWORD 'only in the log'", Cancelled);
        Posix.Signal(server.Process.ProcessId, ProcessSignal.Kill);
        await server.Process.Exited.WaitAsync(Cancelled);

        await server.StartAsync(lab.Processes, Cancelled);

        (await server.AskAsync("SELECT current_user", Cancelled)).Should().Be("postgres");
    }

    [TestMethod]
    public async Task PrepareAsync_TwoServersAtOnce_LiveSideBySide()
    {
        await using var lab = CreateLab();

        var servers = await Task.WhenAll(lab.StartAsync(lab.Request("one"), Cancelled), lab.StartAsync(lab.Request("two"), Cancelled));

        foreach (var (server, name) in servers.Zip(["one", "two"]))
        {
            (await server.AskAsync("SHOW cluster_name", Cancelled)).Should().Be(name);
        }
    }

    [TestMethod]
    [RequiresRoot]
    public async Task PrepareAsync_AsRoot_RunsAsAnUnprivilegedUserWithAHomeOfItsOwn()
    {
        await using var lab = CreateLab();
        var request = lab.Request();

        var server = await lab.StartAsync(request, Cancelled);

        var owner = (await File.ReadAllLinesAsync($"/proc/{server.Process.ProcessId}/status", Cancelled)).Single(line => line.StartsWith("Uid:", StringComparison.Ordinal));
        owner.Should().Be(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Uid:\t{PostgresLab.User.UserId}\t{PostgresLab.User.UserId}\t{PostgresLab.User.UserId}\t{PostgresLab.User.UserId}"));
        var environment = (await File.ReadAllTextAsync($"/proc/{server.Process.ProcessId}/environ", Cancelled)).Split('\0');
        environment.Should().Contain($"HOME={request.Folder}").And.NotContain(variable => variable.StartsWith("PG", StringComparison.Ordinal));
    }

    [TestMethod]
    [RequiresRoot]
    public async Task PrepareAsync_AsRootFromAClosedFolder_Starts()
    {
        await using var lab = CreateLab();
        var home = Directory.CreateDirectory(lab.In("home")).FullName;
        Folders.SetMode(home, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var before = Environment.CurrentDirectory;
        try
        {
            Environment.CurrentDirectory = home;

            var server = await lab.StartAsync(lab.Request(), Cancelled);

            (await server.AskAsync("SELECT 1", Cancelled)).Should().Be("1");
        }
        finally
        {
            Environment.CurrentDirectory = before;
        }
    }

    [TestMethod]
    [RequiresRoot]
    public async Task PrepareAsync_AsRootWithDataBelowAClosedFolder_NamesTheFolderTheUserAndTheCure()
    {
        await using var lab = CreateLab();
        var home = Directory.CreateDirectory(lab.In("home")).FullName;
        Folders.SetMode(home, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var start = () => lab.StartAsync(lab.Request() with { Folder = Path.Combine(home, "data") }, Cancelled);

        var error = (await start.Should().ThrowAsync<PostgresStartException>()).Which;
        error.Cause.Should().Be(
            $"Data folder '{home}/data' lies below '{home}', which user '{PostgresLab.User.Name}' may not enter; the server runs as that user because the host is root.");
        error.Cure.Should().Contain($"chmod o+x '{home}'");
    }

    private static PostgresLab CreateLab() => new(s_cache.CacheDirectory);

    private static string ReadIfThere(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return string.Empty;
        }
    }
}
