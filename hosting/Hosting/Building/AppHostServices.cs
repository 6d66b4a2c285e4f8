using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Migration.Hosting.RunConsole;
using Migration.Hosting.Running;

namespace Migration.Hosting.Building;

/// <summary>Registers what every application has.</summary>
internal static class AppHostServices
{
    internal static void Add(
        HostApplicationBuilder host, DistributedApplicationBuilder builder, DistributedApplicationOptions options, AppHostIdentity identity)
    {
        QuietLogging(host.Logging);
        var services = host.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(identity);
        services.AddSingleton(builder.ExecutionContext);
        services.AddSingleton(builder.Eventing);
        services.AddSingleton(builder.Resources);
        services.AddSingleton(_ => new DistributedApplicationModel(builder.Resources));
        services.AddSingleton<RunOutcome>();
        services.AddHealthChecks();
        services.AddHttpClient();
        services.Configure<ResourceNotificationServiceOptions>(notifications => notifications.DefaultWaitBehavior = options.DisableDashboard
            ? WaitBehavior.StopOnResourceUnavailable
            : WaitBehavior.WaitOnResourceUnavailable);
        if (identity.IsOwnProgram && builder.ExecutionContext.IsRunMode)
        {
            host.AddRunConsole();
        }

        ValueResourceLife.TellParameters(builder.Eventing);
        RuntimeRegistration.Add(services);
    }

    // What these say, the states and health reports of the resources say better.
    private static void QuietLogging(ILoggingBuilder logging)
    {
        logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);

        // A start that fails is thrown, and told once, without the stack that the host would log.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        logging.AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);
    }
}
