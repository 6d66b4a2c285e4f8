using System.Reflection;
using Grpc.Net.Client;
using Migration.TestSupport.Faults;
using Migration.TestSupport.Logs;
using Migration.TestSupport.Telemetry;

namespace Migration.TestSupport.Environments;

/// <summary>
/// The environment that the tests of an assembly share. Start it in [AssemblyInitialize], end it in [AssemblyCleanup]; tests derive
/// from <see cref="EnvironmentTest"/> and find it in <see cref="Current"/>.
/// </summary>
public sealed class MigrationEnvironment : IAsyncDisposable
{
    private static MigrationEnvironment? _current;

    private readonly AppHostRun? _run;
    private readonly EnvironmentLock? _lock;
    private readonly FaultProxyClient? _faults;
    private readonly EnvironmentTarget _target;
    private readonly IResourceControl? _resources;
    private readonly TargetRestoration? _restoration;

    private MigrationEnvironment(
        EnvironmentTarget target, TelemetryHost telemetry, AppHostRun? run = null, EnvironmentLock? environmentLock = null, TargetRestoration? restoration = null)
    {
        _restoration = restoration;
        var addresses = target.Addresses;
        _target = target;
        Addresses = addresses;
        Telemetry = telemetry;
        _run = run;
        _lock = environmentLock;
        Monolith = new HttpClient { BaseAddress = addresses.Monolith };
        Search = new HttpClient { BaseAddress = addresses.Search };
        Listings = GrpcChannel.ForAddress(addresses.Listings);
        _faults = addresses.FaultProxy is { } faults ? new FaultProxyClient(faults) : null;
        _resources = run is not null ? new AppResources(run.App) : target.Control is { } control ? new RemoteResources(control) : null;
    }

    /// <exception cref="InvalidOperationException">The assembly has started none.</exception>
    public static MigrationEnvironment Current => _current
        ?? throw new InvalidOperationException("No environment was started: call MigrationEnvironment.StartAsync in [AssemblyInitialize].");

    public static bool IsStarted => _current is not null;

    public EnvironmentAddresses Addresses { get; }

    public TelemetryHost Telemetry { get; }

    /// <summary>The monolith's REST API. Nothing is retried: a test must see what happens.</summary>
    public HttpClient Monolith { get; }

    /// <summary>OpenSearch's REST API.</summary>
    public HttpClient Search { get; }

    /// <summary>The microservice.</summary>
    public GrpcChannel Listings { get; }

    /// <summary>What can be done to the roads between the parts.</summary>
    /// <exception cref="InvalidOperationException">This environment has no proxies on its roads.</exception>
    public FaultProxyClient Faults => _faults ?? throw new InvalidOperationException("No proxies stand on the roads of this environment: start it with the argument --Faults=true.");

    public bool HasFaults => _faults is not null;

    /// <summary>Whether <see cref="Telemetry"/> receives what the services send.</summary>
    public bool HasTelemetry => _run is not null || _target.Telemetry is not null;

    /// <summary>Whether others have deployed it and use it: then nothing may be broken on purpose that is not allowed by name.</summary>
    public bool IsDeployed => _target.IsDeployed;

    /// <summary>Whether a suite may prepare the environment for its checks: where others use it, only if one of them is allowed by name.</summary>
    public bool MayPrepare(Assembly suite)
    {
        ArgumentNullException.ThrowIfNull(suite);
        return !IsDeployed || _target.Allowed.Any(allowed => IsSuite(suite, allowed) || suite.GetTypes().Any(type => type.GetMethod(allowed) is not null));
    }

    /// <summary>Whether a check may break, move, load or write: where others use it, only if it is allowed by name, or its suite is.</summary>
    public bool MayDisturb(Assembly suite, string test)
    {
        ArgumentNullException.ThrowIfNull(suite);
        return !IsDeployed || _target.Allowed.Any(allowed => IsSuite(suite, allowed) || string.Equals(allowed, test, StringComparison.Ordinal));
    }

    /// <summary>A check has made a listing: where others use the environment, it is deleted in the end.</summary>
    public void Made(long listing, object owner) => _restoration?.Made(listing, owner);

    /// <summary>It has deleted it itself.</summary>
    public void Deleted(long listing) => _restoration?.Deleted(listing);

    public bool HasResources => _resources is not null;

    /// <summary>Stops and starts resources, whichever process has started them.</summary>
    /// <exception cref="InvalidOperationException">Nobody here can.</exception>
    public IResourceControl Resources => _resources ?? throw new InvalidOperationException("The resources of a deployed environment cannot be stopped and started from here.");

    /// <summary>The running application, for what only the process can do that has started it. Commands: see <see cref="Resources"/>.</summary>
    /// <exception cref="InvalidOperationException">This environment was not started here.</exception>
    public DistributedApplication App => Run.App;

    /// <summary>What the resources write.</summary>
    /// <exception cref="InvalidOperationException">This environment was not started here.</exception>
    public ResourceLogs Logs => Run.Logs;

    internal static MigrationEnvironment? CurrentOrNull => _current;

    internal ResourceLogs? LogsOrNull => _run?.Logs;

    private AppHostRun Run => _run ?? throw new InvalidOperationException("This environment was not started by this process: it has no resources to command and no logs.");

    /// <summary>
    /// Uses the environment that the section <c>Target</c> gives. Without one: waits for its turn, starts AppHost and returns once
    /// every resource is healthy.
    /// </summary>
    /// <exception cref="EnvironmentStartException">A resource failed or did not become healthy in time.</exception>
    /// <exception cref="TargetException">Half a target is given.</exception>
    public static async Task<MigrationEnvironment> StartAsync(
        MigrationEnvironmentOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (TargetSettings.Read() is { } target)
        {
            return await AttachAsync(target, cancellationToken);
        }

        options ??= new MigrationEnvironmentOptions();
        var environmentLock = await EnvironmentLock.AcquireAsync(
            EnvironmentLock.DefaultPath, options.LockDeadline, options.Say, cancellationToken: cancellationToken);
        TelemetryHost? telemetry = null;
        AppHostRun? run = null;
        try
        {
            telemetry = await TelemetryHost.StartAsync(cancellationToken: cancellationToken);
            run = await AppHostRun.StartAsync(options.TelemetryAddress ?? telemetry.GrpcAddress, options, cancellationToken);
            var addresses = await run.GetAddressesAsync(cancellationToken);
            return _current = new MigrationEnvironment(new EnvironmentTarget { Addresses = addresses }, telemetry, run, environmentLock);
        }
        catch
        {
            await EndAsync(run, telemetry, environmentLock);
            throw;
        }
    }

    /// <summary>Uses an environment that runs already.</summary>
    public static async Task<MigrationEnvironment> AttachAsync(EnvironmentTarget target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        var restoration = target is { IsDeployed: true, Allowed.Count: > 0 } ? new TargetRestoration(target.Addresses.Monolith) : null;
        if (restoration is not null)
        {
            await restoration.BeginAsync(cancellationToken);
        }

        return _current = new MigrationEnvironment(target, await TelemetryHost.StartAsync(target.Telemetry?.Port ?? 0, cancellationToken), restoration: restoration);
    }

    public async ValueTask DisposeAsync()
    {
        if (_current == this)
        {
            _current = null;
        }

        try
        {
            await (_restoration?.UndoAsync(CancellationToken.None) ?? Task.CompletedTask);
        }
        finally
        {
            await EndAsync();
        }
    }

    private async Task EndAsync()
    {
        Monolith.Dispose();
        Search.Dispose();
        Listings.Dispose();
        _faults?.Dispose();
        (_resources as IDisposable)?.Dispose();
        await EndAsync(_run, Telemetry, _lock);
    }

    /// <summary><c>Smoke</c> is the assembly Migration.Smoke.Suite.</summary>
    private static bool IsSuite(Assembly suite, string name) => string.Equals(suite.GetName().Name, $"Migration.{name}.Suite", StringComparison.OrdinalIgnoreCase);

    private static async Task EndAsync(AppHostRun? run, TelemetryHost? telemetry, EnvironmentLock? environmentLock)
    {
        try
        {
            if (run is not null)
            {
                await run.DisposeAsync();
            }

            if (telemetry is not null)
            {
                await telemetry.SaveAsync();
                await telemetry.DisposeAsync();
            }
        }
        finally
        {
            environmentLock?.Dispose();
        }
    }
}
