using System.Runtime.ExceptionServices;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Migration.Hosting.Building;
using Migration.Hosting.Running;

namespace Aspire.Hosting;

/// <summary>An application that can be started: its resources come up with it and end with it.</summary>
public class DistributedApplication : IHost, IAsyncDisposable
{
    private readonly IHost _host;

    /// <summary>Wraps a host, whose services must be those of an application builder.</summary>
    /// <param name="host">The host.</param>
    public DistributedApplication(IHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        _host = host;
    }

    /// <summary>The services of the application.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>Knows the states of the resources and waits for them.</summary>
    public ResourceNotificationService ResourceNotifications => Services.GetRequiredService<ResourceNotificationService>();

    /// <summary>Gives commands to the resources.</summary>
    public ResourceCommandService ResourceCommands => Services.GetRequiredService<ResourceCommandService>();

    /// <summary>Makes a builder without command line.</summary>
    /// <returns>The builder.</returns>
    public static IDistributedApplicationBuilder CreateBuilder() => CreateBuilder([]);

    /// <summary>Makes a builder.</summary>
    /// <param name="args">The command line of the AppHost; it overrides every other source of configuration.</param>
    /// <returns>The builder.</returns>
    public static IDistributedApplicationBuilder CreateBuilder(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        return new DistributedApplicationBuilder(args);
    }

    /// <summary>Makes a builder.</summary>
    /// <param name="options">Command line, assembly and folder of the AppHost, and whether there is a dashboard.</param>
    /// <returns>The builder.</returns>
    public static IDistributedApplicationBuilder CreateBuilder(DistributedApplicationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new DistributedApplicationBuilder(options);
    }

    /// <summary>Starts the application: last changes to the model, then everything that starts by itself.</summary>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <returns>Completes when the engine has taken over; resources may still be waiting for each other.</returns>
    /// <exception cref="DistributedApplicationException">The model cannot be started; the message says why and what cures it.</exception>
    public virtual async Task StartAsync(CancellationToken cancellationToken = default)
    {
        var executionContext = Services.GetRequiredService<DistributedApplicationExecutionContext>();
        PublishMode.ThrowIfRequested(executionContext);
        var eventing = Services.GetRequiredService<IDistributedApplicationEventing>();
        foreach (var subscriber in Services.GetServices<IDistributedApplicationEventingSubscriber>())
        {
            await subscriber.SubscribeAsync(eventing, executionContext, cancellationToken).ConfigureAwait(false);
        }

        var model = Services.GetRequiredService<DistributedApplicationModel>();
        await eventing.PublishAsync(new BeforeStartEvent(Services, model), cancellationToken).ConfigureAwait(false);
        DashboardSwitch.Apply(model, Services.GetRequiredService<DistributedApplicationOptions>());
        ModelCheck.ThrowIfUnstartable(model);
        await _host.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops the application: its resources end in the reverse order of their dependencies.</summary>
    /// <param name="cancellationToken">Gives up waiting for an orderly end.</param>
    /// <returns>Completes when all have ended.</returns>
    public virtual Task StopAsync(CancellationToken cancellationToken = default) => _host.StopAsync(cancellationToken);

    /// <summary>
    /// Starts the application and waits until it ends by Ctrl-C, SIGTERM or the token. An error that stands in the way of the
    /// application is printed as one message, and the exit code of the process becomes 1.
    /// </summary>
    /// <param name="cancellationToken">Ends the application.</param>
    /// <returns>Completes when everything has ended.</returns>
    public virtual async Task RunAsync(CancellationToken cancellationToken = default)
    {
        var outcome = Services.GetRequiredService<RunOutcome>();
        DistributedApplicationException? failure;
        try
        {
            failure = await RunToEndAsync(outcome, cancellationToken).ConfigureAwait(false);
        }
        catch (DistributedApplicationException exception)
        {
            failure = exception;
        }
        finally
        {
            await DisposeAsync().ConfigureAwait(false);
        }

        if (failure is not null)
        {
            outcome.Report(failure);
        }
    }

    /// <summary>
    /// Starts the application and waits until it ends by Ctrl-C or SIGTERM. An error that stands in the way of the application is
    /// printed as one message, and the exit code of the process becomes 1.
    /// </summary>
    public void Run()
    {
#pragma warning disable VSTHRD002 // The last statement of a console program, which has no context to block.
        RunAsync().GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
    }

    /// <summary>Ends what still runs, without an orderly stop, and releases everything.</summary>
    public virtual void Dispose()
    {
        _host.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends what still runs, without an orderly stop, and releases everything.</summary>
    /// <returns>Completes when all is released.</returns>
    public virtual async ValueTask DisposeAsync()
    {
        if (_host is IAsyncDisposable asyncDisposable)
        {
            await asyncDisposable.DisposeAsync().ConfigureAwait(false);
        }
        else
        {
            _host.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    Task IHost.StartAsync(CancellationToken cancellationToken) => StartAsync(cancellationToken);

    Task IHost.StopAsync(CancellationToken cancellationToken) => StopAsync(cancellationToken);

    private async Task<DistributedApplicationException?> RunToEndAsync(RunOutcome outcome, CancellationToken cancellationToken)
    {
        var lifetime = Services.GetRequiredService<IHostApplicationLifetime>();
        ExceptionDispatchInfo? startError = null;
        try
        {
            await StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
            when (cancellationToken.IsCancellationRequested || lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Ended while it started: that is an end like any other.
        }
#pragma warning disable CA1031 // Kept until what did start has been stopped, then thrown.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            startError = ExceptionDispatchInfo.Capture(exception);
            lifetime.StopApplication();
        }

        await _host.WaitForShutdownAsync(cancellationToken).ConfigureAwait(false);
        if (outcome.Failure is null)
        {
            startError?.Throw();
        }

        return outcome.Failure;
    }
}
