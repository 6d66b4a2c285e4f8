using Aspire.Hosting;

namespace Migration.Hosting.Testing;

/// <summary>An application that a test put together itself. Disposing it stops it in order.</summary>
internal sealed class AdHocApplication(DistributedApplication application) : DistributedApplication(application)
{
    private bool _mustStop;

    public override async Task StartAsync(CancellationToken cancellationToken = default)
    {
        _mustStop = true;
        await application.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    public override async Task StopAsync(CancellationToken cancellationToken = default)
    {
        _mustStop = false;
        await application.StopAsync(cancellationToken).ConfigureAwait(false);
    }

    public override void Dispose()
    {
#pragma warning disable VSTHRD002 // The synchronous form of the same.
        Task.Run(() => DisposeAsync().AsTask()).GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
        base.Dispose();
    }

    public override async ValueTask DisposeAsync()
    {
        if (_mustStop)
        {
            _mustStop = false;
            await application.StopAsync(CancellationToken.None).ConfigureAwait(false);
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }
}
