using Aspire.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Migration.Hosting.Testing;

/// <summary>The application of an AppHost in the hands of a test: the program starts it, and its end is that of the program.</summary>
internal sealed class TestApplication(DistributedApplication application, SuspendedFactory factory) : DistributedApplication(application)
{
    public override Task StartAsync(CancellationToken cancellationToken = default) => factory.StartAsync(cancellationToken);

    public override async Task StopAsync(CancellationToken cancellationToken = default) =>
        await factory.DisposeAsync().AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);

    public override async Task RunAsync(CancellationToken cancellationToken = default)
    {
        var lifetime = Services.GetRequiredService<IHostApplicationLifetime>();
        await StartAsync(cancellationToken).ConfigureAwait(false);
        await using var stop = cancellationToken.Register(lifetime.StopApplication).ConfigureAwait(false);
        await factory.Run.WaitForEndAsync(CancellationToken.None).ConfigureAwait(false);
    }

    public override void Dispose()
    {
        factory.Dispose();
        base.Dispose();
    }

    public override async ValueTask DisposeAsync()
    {
        await factory.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }
}
