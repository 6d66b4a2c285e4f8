using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Migration.Dashboard.Access;

/// <summary>Prints the login link once the addresses are known: the only place where the token is ever written.</summary>
internal sealed partial class LoginAnnouncer(
    DashboardAccess access, IServer server, IHostApplicationLifetime lifetime, IConfiguration configuration, ILogger<LoginAnnouncer> logger)
    : IHostedService
{
    /// <summary>The endpoint of the pages in appsettings.json; the others take telemetry.</summary>
    private const string PagesEndpoint = "Kestrel:Endpoints:http:Url";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(Announce);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Announce()
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var address = configuration[PagesEndpoint] is { } configured && !configured.EndsWith(":0", StringComparison.Ordinal)
            ? configured
            : addresses.FirstOrDefault();
        if (address is not null)
        {
            LogLogin($"{address.TrimEnd('/')}/login?t={Uri.EscapeDataString(access.Token)}");
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Log in to the dashboard at {Link}", EventName = "DashboardLogin")]
    private partial void LogLogin(string link);
}
