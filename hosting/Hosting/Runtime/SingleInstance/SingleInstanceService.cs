using Aspire.Hosting;
using Migration.Hosting.Runtime.Paths;
using Migration.Hosting.Runtime.Settings;

namespace Migration.Hosting.Runtime.SingleInstance;

/// <summary>
/// Refuses a second run of the same AppHost on the same data before it touches anything. Tests may run side by side.
/// </summary>
internal sealed class SingleInstanceService(RuntimeSettings settings, DistributedApplicationExecutionContext execution)
    : IDisposable
{
    private InstanceLock? _lock;

    /// <exception cref="DistributedApplicationException">It runs already.</exception>
    public void Enter()
    {
        if (execution.IsRunMode && !settings.IsThrowAway)
        {
            var directory = EnvironmentPathsFactory.GetKeptDirectory(settings);
            EnvironmentPathsFactory.CreatePassableDirectory(directory);
            _lock = InstanceLock.Take(Path.Combine(directory, "host.lock"), settings.AppHostDirectory);
        }
    }

    public void Dispose() => _lock?.Dispose();
}
