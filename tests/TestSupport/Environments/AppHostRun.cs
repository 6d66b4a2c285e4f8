using Microsoft.Extensions.DependencyInjection;
using Migration.TestSupport.Logs;

namespace Migration.TestSupport.Environments;

/// <summary>AppHost started in this process, with every resource healthy.</summary>
internal sealed class AppHostRun : IAsyncDisposable
{
    /// <summary>Where the engine, and Aspire, tell projects to send their telemetry.</summary>
    private const string OtlpEndpoint = "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL";

    /// <summary>Which fault is switched on, in a build that has them (docs/mutation-proof.md); elsewhere it says nothing.</summary>
    private const string SeededFault = "Seeded__Fault";

    /// <summary>Milliseconds. Tests wait for spans and records; the defaults of five seconds would be most of their time.</summary>
    private static readonly Dictionary<string, string> ExportDelays = new(StringComparer.Ordinal)
    {
        ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "100",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "1000",
    };

    private AppHostRun(DistributedApplication app, ResourceLogs logs)
    {
        App = app;
        Logs = logs;
    }

    public DistributedApplication App { get; }

    public ResourceLogs Logs { get; }

    public static async Task<AppHostRun> StartAsync(Uri telemetry, MigrationEnvironmentOptions options, CancellationToken cancellationToken)
    {
        var app = await BuildAsync(telemetry, options, cancellationToken);
        var run = new AppHostRun(app, new ResourceLogs(app, Startable(app).Select(resource => resource.Name)));
        try
        {
            await run.BecomeHealthyAsync(options.StartDeadline, cancellationToken);
            return run;
        }
        catch
        {
            await run.DisposeAsync();
            throw;
        }
    }

    public async Task<EnvironmentAddresses> GetAddressesAsync(CancellationToken cancellationToken) => new()
    {
        Monolith = App.GetEndpoint(ResourceNames.Monolith),
        Listings = App.GetEndpoint(ResourceNames.Listings, ResourceNames.ListingsGrpcEndpoint),
        Search = SearchAddress(),
        MonolithDatabase = await ConnectionStringAsync(ResourceNames.MonolithDatabase, cancellationToken),
        ListingsDatabase = await ConnectionStringAsync(ResourceNames.ListingsDatabase, cancellationToken),
        FaultProxy = EndpointOrNull(ResourceNames.FaultProxy),
        SecondMonolith = EndpointOrNull(ResourceNames.SecondMonolith),
        ThirdMonolith = EndpointOrNull(ResourceNames.ThirdMonolith),
        Dashboard = Started(App).Contains(ResourceNames.Dashboard, StringComparer.Ordinal) ? App.GetEndpoint(ResourceNames.Dashboard, "http") : null,
        DataSync = Started(App).Contains(ResourceNames.DataSync, StringComparer.Ordinal) ? App.GetEndpoint(ResourceNames.DataSync) : null,
    };

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Logs.DisposeAsync();
    }

    /// <summary>The embedded node's, or that of the OpenSearch that <c>--search</c> names.</summary>
    private Uri SearchAddress()
        => App.Services.GetRequiredService<DistributedApplicationModel>().Resources.OfType<ExternalServiceResource>()
            .FirstOrDefault(resource => string.Equals(resource.Name, ResourceNames.Search, StringComparison.Ordinal))?.Uri
            ?? App.GetEndpoint(ResourceNames.Search);

    private static async Task<DistributedApplication> BuildAsync(
        Uri telemetry, MigrationEnvironmentOptions options, CancellationToken cancellationToken)
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(
            options.Arguments, (application, _) => application.DisableDashboard = !options.HasDashboard, cancellationToken);
        try
        {
            builder.Configuration[OtlpEndpoint] = telemetry.ToString().TrimEnd('/');
            foreach (var project in builder.Resources.OfType<ProjectResource>().ToList())
            {
                if (System.Environment.GetEnvironmentVariable(SeededFault) is { Length: > 0 } fault)
                {
                    builder.CreateResourceBuilder(project).WithEnvironment(SeededFault, fault);
                }

                foreach (var (name, value) in ExportDelays)
                {
                    builder.CreateResourceBuilder(project).WithEnvironment(name, value);
                }
            }

            options.Configure?.Invoke(builder);
            return await builder.BuildAsync(cancellationToken);
        }
        catch
        {
            await builder.DisposeAsync();
            throw;
        }
    }

    /// <summary>Parameters and connection strings are values.</summary>
    private static IEnumerable<IResource> Startable(DistributedApplication app)
        => app.Services.GetRequiredService<DistributedApplicationModel>().Resources
            .Where(resource => resource is not (ParameterResource or ConnectionStringResource));

    /// <summary>Asked once the application has started: what is started by hand, such as a dashboard that is off, is known only then.</summary>
    private static IEnumerable<string> Started(DistributedApplication app)
        => Startable(app).Where(resource => !resource.Annotations.OfType<ExplicitStartupAnnotation>().Any()).Select(resource => resource.Name);

    private async Task BecomeHealthyAsync(TimeSpan deadline, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(deadline);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            await App.StartAsync(either.Token);
            await Task.WhenAll(Started(App).Select(resource =>
                App.ResourceNotifications.WaitForResourceHealthyAsync(resource, WaitBehavior.StopOnResourceUnavailable, either.Token)));
        }
        catch (OperationCanceledException exception) when (timer.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new EnvironmentStartException(Describe($"The environment was not healthy within {deadline.TotalSeconds:0} s."), exception);
        }
        catch (DistributedApplicationException exception)
        {
            throw new EnvironmentStartException(Describe($"The environment did not start: {exception.Message}"), exception);
        }
    }

    private string Describe(string headline) => new StartFailureReport(App, Logs).Describe(headline, Started(App));

    private Uri? EndpointOrNull(string resource)
        => Startable(App).Any(startable => string.Equals(startable.Name, resource, StringComparison.Ordinal)) ? App.GetEndpoint(resource, "http") : null;

    private async Task<string> ConnectionStringAsync(string resource, CancellationToken cancellationToken)
        => await App.GetConnectionStringAsync(resource, cancellationToken)
            ?? throw new InvalidOperationException($"Resource '{resource}' has no connection string.");
}
