using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Migration.Hosting.ResourceService;
using Migration.Hosting.Runtime.Health;
using Migration.Hosting.Runtime.Hosted;
using Migration.Hosting.Runtime.Notices;
using Migration.Hosting.Runtime.Orchestration;
using Migration.Hosting.Runtime.Paths;
using Migration.Hosting.Runtime.Ports;
using Migration.Hosting.Runtime.Processes;
using Migration.Hosting.Runtime.Settings;
using Migration.Hosting.Runtime.SingleInstance;

namespace Migration.Hosting.Runtime;

/// <summary>Registers the engine that runs a model.</summary>
internal static class HostingRuntimeServiceCollectionExtensions
{
    public static IServiceCollection AddHostingRuntime(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new ResourceLoggerService(provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<ResourceNotificationService>();
        services.TryAddSingleton(provider => new ResourceCommandService(
            provider.GetRequiredService<ResourceNotificationService>(), provider.GetRequiredService<ResourceLoggerService>(), provider));
        services.TryAddSingleton(provider => new RuntimeSettings(provider.GetRequiredService<IConfiguration>()));
        services.TryAddSingleton<NoticeBoard>();
        AddProcesses(services);
        AddPorts(services);
        AddOrchestration(services);
        AddResourceService(services);

        services.AddHostedService<ParentWatcher>();
        services.AddHostedService<ResourceLogForwarder>();
        services.AddHostedService(provider => provider.GetRequiredService<ResourceServiceHost>());
        services.AddHostedService<EngineService>();
        return services;
    }

    private static void AddProcesses(IServiceCollection services)
    {
        services.TryAddSingleton<EnvironmentMark>();
        services.TryAddSingleton<IReaper, ShellReaper>();
        services.TryAddSingleton<IProcessRunner, ProcessRunner>();
        services.TryAddSingleton(provider => EnvironmentPathsFactory.Create(
            provider.GetRequiredService<RuntimeSettings>(), provider.GetRequiredService<EnvironmentMark>(), provider.GetRequiredService<IReaper>()));
    }

    private static void AddPorts(IServiceCollection services)
    {
        services.TryAddSingleton<IPortReserver, LoopbackPortReserver>();
        services.TryAddSingleton(provider => new PortSettings(provider.GetRequiredService<IConfiguration>()));
        services.TryAddSingleton<EndpointAllocator>();
        services.TryAddSingleton<EndpointOpener>();
        services.TryAddSingleton<ResourceAddresses>();
    }

    private static void AddOrchestration(IServiceCollection services)
    {
        services.TryAddSingleton<LauncherRegistry>();
        services.TryAddSingleton<StartFailures>();
        services.TryAddSingleton<StartGate>();
        services.TryAddSingleton<InstancePreparer>();
        services.TryAddSingleton<InstanceStarter>();
        services.TryAddSingleton<InstanceReporter>();
        services.TryAddSingleton<ControllerFactory>();
        services.TryAddSingleton<ResourceSet>();
        services.TryAddSingleton<SingleInstanceService>();
        services.TryAddSingleton<HealthMonitorService>();
        services.TryAddSingleton<ApplicationOrchestrator>();
        services.TryAddSingleton(CreateEvents);
        services.TryAddSingleton(CreateHealthContext);
    }

    private static void AddResourceService(IServiceCollection services)
    {
        services.TryAddSingleton<SecretMask>();
        services.TryAddSingleton<ResourceItems>();
        services.TryAddSingleton<ResourceStream>();
        services.TryAddSingleton<LogStream>();
        services.TryAddSingleton<CommandDesk>();
        services.TryAddSingleton<ResourceApplication>();
        services.TryAddSingleton<ResourceListener>();
        services.TryAddSingleton<ResourceServiceHost>();
    }

    private static OrchestratorEvents CreateEvents(IServiceProvider provider) => new(
        provider.GetRequiredService<DistributedApplicationModel>(),
        provider.GetRequiredService<ResourceNotificationService>(),
        provider.GetRequiredService<ResourceLoggerService>(),
        provider.GetRequiredService<IDistributedApplicationEventing>(),
        provider)
    {
        Execution = provider.GetRequiredService<DistributedApplicationExecutionContext>(),
        TimeProvider = provider.GetRequiredService<TimeProvider>(),
        Logger = provider.GetRequiredService<ILogger<ApplicationOrchestrator>>(),
    };

    private static HealthMonitorContext CreateHealthContext(IServiceProvider provider) => new(
        provider.GetRequiredService<ResourceNotificationService>(),
        provider.GetRequiredService<HealthCheckService>(),
        provider.GetRequiredService<IDistributedApplicationEventing>(),
        provider.GetRequiredService<StartFailures>(),
        provider)
    {
        TimeProvider = provider.GetRequiredService<TimeProvider>(),
        Settings = provider.GetRequiredService<RuntimeSettings>(),
        Loggers = provider.GetRequiredService<ResourceLoggerService>(),
    };
}
