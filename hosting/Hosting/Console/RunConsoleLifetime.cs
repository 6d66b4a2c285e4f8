using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;

namespace Migration.Hosting.RunConsole;

/// <summary>The first Ctrl-C or SIGTERM stops the application in order; the second ends the process as if nobody handled it.</summary>
internal sealed class RunConsoleLifetime(IHostApplicationLifetime applicationLifetime, RunConsoleService console) : IHostLifetime, IDisposable
{
    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _signals;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        PosixSignal[] signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT];
        _registrations.AddRange(signals.Select(signal => PosixSignalRegistration.Create(signal, OnSignal)));
        applicationLifetime.ApplicationStopping.Register(ShowStopping);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    // A start that is refused has one message to give, and nothing that could be seen stopping.
    private void ShowStopping()
    {
        if (applicationLifetime.ApplicationStarted.IsCancellationRequested || _signals > 0)
        {
            console.ShowStopping();
        }
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (Interlocked.Increment(ref _signals) > 1)
        {
            // The table hides the cursor; a terminal that is left this way must get it back.
            console.Abandon();
            return;
        }

        context.Cancel = true;
        applicationLifetime.StopApplication();
    }
}
