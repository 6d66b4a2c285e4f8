using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Migration.Hosting.Building;
using Migration.Hosting.Configuration;
using Migration.Hosting.Runtime.Ports;
using Migration.Hosting.Runtime.Settings;

namespace Migration.Hosting.ResourceService;

/// <summary>
/// Tells the dashboard what the engine knows, on a port of 127.0.0.1 that a key guards. It exists only in a run whose dashboard
/// starts, and listens once that runs: until then nobody would call, and the resources need the processor.
/// </summary>
internal sealed partial class ResourceServiceHost(
    ResourceListener listener,
    IPortReserver ports,
    ResourceNotificationService notifications,
    RuntimeSettings settings,
    ILogger<ResourceServiceHost> logger) : IHostedService, IAsyncDisposable
{
    public const string UrlVariable = "Dashboard__ResourceService__Url";
    public const string KeyVariable = "Dashboard__ResourceService__Key";

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stopping = new();
    private IPortReservation? _port;
    private bool _isStopped;
    private Task<KestrelServer?> _listening = Task.FromResult<KestrelServer?>(null);

    /// <summary>Ends when requests are answered; at once where there is no dashboard.</summary>
    public Task WhenListening => _listening;

    public bool IsOpen => _port is not null;

    /// <summary>What a starting resource is to know of this service: nothing unless it is the dashboard.</summary>
    public IEnumerable<KeyValuePair<string, ResolvedValue>> GetVariables(IResource resource) => settings.HasResourceService && DashboardAnnotation.IsOn(resource)
        ?
        [
            new(UrlVariable, new ResolvedValue(Open(resource.Name).ToString(), IsSensitive: false)),
            new(KeyVariable, new ResolvedValue(listener.Application.Key, IsSensitive: true)),
        ]
        : [];

    /// <summary>Nothing yet: see <see cref="GetVariables"/>.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Ends the streams, and with them whatever a slow reader still holds.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        // Stopped with the host, and disposed once for each way in which the container knows it.
        if (Interlocked.Exchange(ref _isStopped, true))
        {
            return;
        }

        await _stopping.CancelAsync();
        listener.Application.Close();
        if (await _listening is { } server)
        {
            await server.StopAsync(new CancellationToken(canceled: true));
            server.Dispose();
        }

        _port?.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _stopping.Dispose();
    }

    private Uri Open(string dashboard)
    {
        lock (_lock)
        {
            if (_port is null)
            {
                _port = ports.ReserveFree();
                _listening = Task.Run(() => ListenAsync(dashboard, _port.Port));
            }

            return new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port.Port}"));
        }
    }

    private async Task<KestrelServer?> ListenAsync(string dashboard, int port)
    {
        try
        {
            await notifications.WaitForResourceAsync(dashboard, KnownResourceStates.Running, _stopping.Token);
            return await listener.ListenAsync(port, _stopping.Token);
        }
        catch (OperationCanceledException)
        {
            return null; // The application ended before its dashboard ran.
        }
#pragma warning disable CA1031 // The environment is worth more than the page that shows it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.NotListening(logger, exception);
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The dashboard will not show the resources: the service that tells of them does not listen.")]
        public static partial void NotListening(ILogger logger, Exception exception);
    }
}
