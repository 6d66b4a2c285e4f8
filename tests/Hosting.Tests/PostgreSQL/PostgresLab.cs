using Microsoft.Extensions.Logging.Abstractions;
using Migration.Hosting.PostgreSQL;
using Migration.Hosting.Runtime.Processes;
using Migration.Hosting.Tests.Runtime.Support;

namespace Migration.Hosting.Tests.PostgreSQL;

/// <summary>A folder of its own under /tmp, and everything that prepares and runs real servers there. Leaves nothing behind.</summary>
internal sealed class PostgresLab : IAsyncDisposable
{
    private readonly EnvironmentMark _mark = new();
    private readonly ShellReaper _reaper;
    private readonly List<RunningServer> _servers = [];

    public PostgresLab(string? cacheDirectory = null)
    {
        // Not below TMPDIR, which may be closed to the user that servers run as.
        Root = Folders.Create($"/tmp/migration-lab-{Guid.NewGuid():N}", User);
        CacheDirectory = cacheDirectory ?? In("cache");
        _reaper = new ShellReaper(_mark, NullLogger<ShellReaper>.Instance);
        Processes = new ProcessRunner(_reaper, _mark, TimeProvider.System);
    }

    public static ServerUser User { get; } = ServerUser.Find();

    public string Root { get; }

    public string CacheDirectory { get; }

    public IProcessRunner Processes { get; }

    public NativeSettings Settings { get; init; } = new();

    public BinaryProbe Probe => new(Processes, User);

    public string In(string name) => Path.Combine(Root, name);

    public TemplateCluster Template() => new(CacheDirectory, User, Processes, TimeProvider.System, NullLogger.Instance);

    public BinaryLocator Locator(InstalledBinaries? installed = null, IPackageSource? package = null) =>
        new(Settings, installed ?? InstalledBinaries.OfThisMachine(), package ?? new NoPackage(), Probe, NullLogger.Instance);

    public NativeServer Server(BinaryLocator? locator = null) =>
        new(locator ?? Locator(), Template(), new NativeServerTools(User, Processes, _mark, TimeProvider.System), NullLogger.Instance);

    public ServerRequest Request(string name = "db") => new()
    {
        Name = name,
        Folder = In($"{name}-data"),
        Port = FreePort.Next(),
        UserName = "postgres",
        Password = "a good one: 'ž\"\\",
    };

    public async Task<RunningServer> StartAsync(ServerRequest request, CancellationToken cancellationToken) =>
        await StartAsync(Server(), request, cancellationToken);

    public async Task<RunningServer> StartAsync(NativeServer server, ServerRequest request, CancellationToken cancellationToken)
    {
        var running = NotStarted(server, request);
        await running.StartAsync(Processes, cancellationToken);
        return running;
    }

    public RunningServer NotStarted(NativeServer server, ServerRequest request)
    {
        var running = new RunningServer(request, server);
        _servers.Add(running);
        return running;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        await _reaper.DisposeAsync();
        Directory.Delete(Root, recursive: true);
    }
}
