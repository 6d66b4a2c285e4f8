using System.Diagnostics;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Migration.Hosting.Runtime.Notices;
using Spectre.Console;

namespace Migration.Hosting.RunConsole;

/// <summary>Gives a host the console of <c>dotnet run</c>.</summary>
internal static class RunConsoleExtensions
{
    /// <summary>
    /// Replaces the host's console logging and its handling of Ctrl-C. Call it before anything that starts resources is registered:
    /// hosted services start in this order and stop in the opposite one.
    /// </summary>
    public static void AddRunConsole(this IHostApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => AnsiConsole.Console);
        services.AddSingleton<RunMessages>();
        services.AddSingleton<ILoggerProvider, RunMessageLoggerProvider>();
        services.AddSingleton(CreateView);
        services.AddSingleton(provider => new RunBoard(provider.GetRequiredService<DistributedApplicationModel>()));
        services.AddSingleton(CreateNarrator);
        services.AddSingleton<RunConsoleService>();
        services.AddHostedService(CreateListeningConsole);
        services.AddSingleton<IHostLifetime, RunConsoleLifetime>();
    }

    private static RunConsoleService CreateListeningConsole(IServiceProvider services)
    {
        var messages = services.GetRequiredService<RunMessages>();
        services.GetRequiredService<NoticeBoard>().Listen(notice => messages.Add(RunMessage.From(notice)));
        return services.GetRequiredService<RunConsoleService>();
    }

    private static RunNarrator CreateNarrator(IServiceProvider services)
    {
        using var process = Process.GetCurrentProcess();
        return new RunNarrator(
            services.GetRequiredService<RunBoard>(),
            services.GetRequiredService<IRunView>(),
            services.GetRequiredService<TimeProvider>())
        {
            StartedAt = new DateTimeOffset(process.StartTime.ToUniversalTime()),
        };
    }

    private static IRunView CreateView(IServiceProvider services)
    {
        var console = services.GetRequiredService<IAnsiConsole>();
        var timeProvider = services.GetRequiredService<TimeProvider>();
        var canRedraw = console.Profile.Out.IsTerminal && console.Profile.Capabilities is { Ansi: true, Interactive: true };
        return canRedraw ? new LiveRunView(console, timeProvider) : new PlainRunView(console, timeProvider);
    }
}
