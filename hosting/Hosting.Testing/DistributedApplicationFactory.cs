using Microsoft.Extensions.Hosting;
using Migration.Hosting.Testing;

namespace Aspire.Hosting.Testing;

/// <summary>Runs the program of an AppHost in the process of a test; derive from it to change what the program builds.</summary>
public class DistributedApplicationFactory : IDisposable, IAsyncDisposable
{
    private readonly EntryPoint _entryPoint;
    private readonly EntryPointRun _run;

    /// <summary>Prepares a run; nothing is started yet.</summary>
    /// <param name="entryPoint">A type of the AppHost's assembly, such as <c>Projects.AppHost</c>.</param>
    /// <param name="args">The command line of the program, none of them empty.</param>
    /// <exception cref="ArgumentException">An argument is empty, or the type does not belong to an AppHost.</exception>
    public DistributedApplicationFactory(Type entryPoint, string[] args)
    {
        TestArguments.ThrowIfUnusable(args);
        _entryPoint = new EntryPoint(entryPoint);
        _run = new EntryPointRun(_entryPoint, args, new EntryPointHooks(
            (options, settings) => TestDefaults.Apply(options, settings, args, _entryPoint.Assembly, OnBuilderCreating),
            OnCreated,
            OnBuilding,
            OnBuilt));
    }

    /// <summary>Prepares a run without command line; nothing is started yet.</summary>
    /// <param name="entryPoint">A type of the AppHost's assembly, such as <c>Projects.AppHost</c>.</param>
    /// <exception cref="ArgumentException">The type does not belong to an AppHost.</exception>
    public DistributedApplicationFactory(Type entryPoint)
        : this(entryPoint, [])
    {
    }

    /// <summary>Runs the program until it has started its application.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Completes when the application has started; its resources may still be on their way.</returns>
    public Task StartAsync(CancellationToken cancellationToken = default) => _run.StartAsync(cancellationToken);

    /// <summary>Makes a client for a resource. It retries what fails in passing.</summary>
    /// <param name="resourceName">The name of the resource.</param>
    /// <param name="endpointName">The name of the endpoint; null takes <c>https</c>, else <c>http</c>.</param>
    /// <returns>A client whose base address is the endpoint.</returns>
    /// <exception cref="ArgumentException">There is no such resource or endpoint.</exception>
    /// <exception cref="InvalidOperationException">The application has not been started.</exception>
    public HttpClient CreateHttpClient(string resourceName, string? endpointName = null) =>
        GetStartedApplication().CreateHttpClient(resourceName, endpointName);

    /// <summary>Gets the connection string of a resource.</summary>
    /// <param name="resourceName">The name of the resource.</param>
    /// <returns>The connection string; null if it has none.</returns>
    /// <exception cref="ArgumentException">There is no such resource, or it has no connection string by nature.</exception>
    /// <exception cref="InvalidOperationException">The application has not been started.</exception>
#pragma warning disable VSTHRD200 // Named as in the imitated surface.
    public ValueTask<string?> GetConnectionString(string resourceName) => GetStartedApplication().GetConnectionStringAsync(resourceName);
#pragma warning restore VSTHRD200

    /// <summary>Gets the address of an endpoint as this machine reaches it.</summary>
    /// <param name="resourceName">The name of the resource.</param>
    /// <param name="endpointName">The name of the endpoint; null takes <c>https</c>, else <c>http</c>.</param>
    /// <returns>Scheme, host and port.</returns>
    /// <exception cref="ArgumentException">There is no such resource or endpoint.</exception>
    /// <exception cref="InvalidOperationException">The application has not been started.</exception>
    public Uri GetEndpoint(string resourceName, string? endpointName = null) => GetStartedApplication().GetEndpoint(resourceName, endpointName);

    /// <summary>Stops the application and waits until all of it has ended.</summary>
    public virtual void Dispose()
    {
#pragma warning disable VSTHRD002 // The synchronous form of the same.
        Task.Run(() => DisposeAsync().AsTask()).GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
        GC.SuppressFinalize(this);
    }

    /// <summary>Stops the application and waits until all of it has ended.</summary>
    /// <returns>Completes when nothing of it is left.</returns>
    public virtual async ValueTask DisposeAsync()
    {
        await _run.DisposeAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    internal EntryPointRun Run => _run;

    /// <summary>Called before the program's builder is made, after the defaults for tests have been set.</summary>
    /// <param name="applicationOptions">The options of the builder.</param>
    /// <param name="hostOptions">The settings of the host below it.</param>
    protected virtual void OnBuilderCreating(DistributedApplicationOptions applicationOptions, HostApplicationBuilderSettings hostOptions)
    {
    }

    /// <summary>Called when the program's builder has been made; it has no resources yet.</summary>
    /// <param name="applicationBuilder">The builder.</param>
    protected virtual void OnBuilderCreated(DistributedApplicationBuilder applicationBuilder)
    {
    }

    /// <summary>Called when the program builds its application; the builder has all resources and can still be changed.</summary>
    /// <param name="applicationBuilder">The builder.</param>
    protected virtual void OnBuilding(DistributedApplicationBuilder applicationBuilder)
    {
    }

    /// <summary>Called when the application has been built; it has not been started.</summary>
    /// <param name="application">The application.</param>
    protected virtual void OnBuilt(DistributedApplication application)
    {
    }

    private void OnCreated(DistributedApplicationBuilder applicationBuilder)
    {
        TestHttpClients.AddTo(applicationBuilder);
        OnBuilderCreated(applicationBuilder);
    }

    private DistributedApplication GetStartedApplication() => _run.StartedApplication
        ?? throw new InvalidOperationException("The application must be started first: await StartAsync().");
}
