namespace Migration.Monolith.Auth;

internal sealed class KeyRingStartup(KeyRing keys) : StartupTask
{
    public override Task StartingAsync(CancellationToken cancellationToken) => keys.EnsureAsync(cancellationToken);
}
