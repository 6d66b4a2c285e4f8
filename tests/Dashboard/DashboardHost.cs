using Migration.TestSupport.Environments;

namespace Migration.Dashboard.Tests;

/// <summary>The dashboard of the environment that this assembly has started, as a browser finds it.</summary>
internal sealed class DashboardHost
{
    public const string Token = "a-token-of-the-tests";

    public static readonly DashboardHost Current = new();

    private DashboardHost()
    {
    }

    public Uri Address { get; } = MigrationEnvironment.Current.Addresses.Dashboard
        ?? throw new InvalidOperationException("The environment has no dashboard.");
}
