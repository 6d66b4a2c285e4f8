using Aspire.Hosting.ApplicationModel;
using Migration.TestSupport;
using Migration.TestSupport.Environments;
using Migration.TestSupport.Marketplace;

namespace Migration.Dashboard.Tests;

/// <summary>
/// A test that does things to the environment. Whatever becomes of it, the next one finds all as it was: no fault on a road, the breaker closed, the
/// flag at the content that it had, every part running.
/// </summary>
public abstract class DashboardTest(TestContext testContext) : EnvironmentTest(testContext)
{
    /// <summary>The operation whose breaker the tests move.</summary>
    protected const string Operation = "GetListing";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly string[] s_moved = [ResourceNames.Search, ResourceNames.DataSync, ResourceNames.Dashboard];

    private long? _version;

    [TestInitialize]
    public async Task RememberTheFlagAsync()
    {
        using var marketplace = new MarketplaceClient(Environment.Addresses.Monolith);
        _version = (await new RoutingAdmin(marketplace).ReadAsync(CancellationToken)).GetProperty("version").GetInt64();
    }

    /// <summary>What cannot be undone fails this test, and not those after it; the rest is undone all the same. A test that was cancelled is cleaned up after too.</summary>
    [TestCleanup]
    public async Task RestoreTheEnvironmentAsync()
    {
        using var deadline = new CancellationTokenSource(s_patience);
        var left = new List<string>();
        await UndoAsync(left, "the roads", () => Environment.Faults.ResetAsync(deadline.Token));
        foreach (var resource in s_moved)
        {
            await UndoAsync(left, resource, () => ShouldRunAsync(resource, deadline.Token));
        }

        using var marketplace = new MarketplaceClient(Environment.Addresses.Monolith);
        var routing = new RoutingAdmin(marketplace);
        await UndoAsync(left, "the breaker", () => routing.ResetBreakerAsync(Operation, deadline.Token));
        if (_version is { } version)
        {
            await UndoAsync(left, "the flag", () => routing.GoBackToAsync(version, deadline.Token));
        }

        left.Should().BeEmpty("the next test must find the environment as it was");
    }

    private static async Task UndoAsync(List<string> left, string what, Func<Task> undo)
    {
        try
        {
            await undo();
        }
        catch (Exception failure) when (failure is HttpRequestException or InvalidOperationException or OperationCanceledException)
        {
            left.Add($"{what}: {failure.Message}");
        }
    }

    /// <summary>A command that is still under way is waited for.</summary>
    private static async Task ShouldRunAsync(string resource, CancellationToken cancellationToken)
    {
        var notifications = Environment.App.ResourceNotifications;
        var state = await notifications.WaitForResourceAsync(resource, [KnownResourceStates.Running, .. KnownResourceStates.TerminalStates], cancellationToken);
        if (state != KnownResourceStates.Running)
        {
            await Environment.Resources.StartAsync(resource, cancellationToken);
        }

        await notifications.WaitForResourceHealthyAsync(resource, cancellationToken);
    }
}
