using System.Collections.Concurrent;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Migration.Hosting.Runtime;
using Migration.Hosting.Runtime.Processes;

namespace Migration.Hosting.PostgreSQL;

/// <summary>The servers of one application, and what they share: settings, user, the programs that were found usable.</summary>
internal sealed class NativeServers(IConfiguration configuration, IProcessRunner processes, EnvironmentMark mark, TimeProvider timeProvider) : IDisposable
{
    private readonly ConcurrentDictionary<PostgresServerResource, NativeServer> _servers = new();
    private readonly Lazy<NativeSettings> _settings = new(() => NativeSettings.Read(configuration));
    private readonly Lazy<ServerUser> _user = new(ServerUser.Find);
    private BinaryProbe? _probe;

    /// <exception cref="PostgresStartException">A setting has a bad value.</exception>
    public NativeSettings Settings => _settings.Value;

    /// <exception cref="PostgresStartException">There is no user that a server could run as.</exception>
    public ServerUser User => _user.Value;

    /// <summary>The resource's server; null before its first start.</summary>
    public NativeServer? Find(PostgresServerResource resource) => _servers.GetValueOrDefault(resource);

    /// <summary>The resource's server, the same for all its starts.</summary>
    public NativeServer Get(PostgresServerResource resource, ResourceLaunchContext context) =>
        _servers.GetOrAdd(resource, static (_, arguments) => arguments.Self.Create(arguments.Context), (Self: this, Context: context));

    public void Dispose()
    {
        foreach (var server in _servers.Values)
        {
            server.Dispose();
        }
    }

    private NativeServer Create(ResourceLaunchContext context)
    {
        var cache = Settings.CacheDirectory ?? context.Paths.CacheDirectory;
        cache = Path.Combine(cache, "postgresql");
        var probe = LazyInitializer.EnsureInitialized(ref _probe, () => new BinaryProbe(processes, User, new ProbeMemory(cache, User)));
        var npm = new NpmClient(Environment.GetEnvironmentVariable("PATH"), processes);
        var package = new PackageBinaries(PackagePin.ForThisMachine(), cache, npm, probe, User, timeProvider, context.Logger);
        var locator = new BinaryLocator(Settings, InstalledBinaries.OfThisMachine(), package, probe, context.Logger);
        var template = new TemplateCluster(cache, User, processes, timeProvider, context.Logger);
        return new NativeServer(locator, template, new NativeServerTools(User, processes, mark, timeProvider), context.Logger);
    }
}
