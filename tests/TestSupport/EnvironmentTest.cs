using System.Reflection;
using Migration.TestSupport.Environments;
using Migration.TestSupport.Logs;
using Migration.TestSupport.Measuring;

namespace Migration.TestSupport;

/// <summary>
/// A test of the environment. When it fails, its output shows what each resource wrote meanwhile, and the full logs are attached.
/// </summary>
public abstract class EnvironmentTest(TestContext testContext)
{
    private long _begin;

    protected static MigrationEnvironment Environment => MigrationEnvironment.Current;

    protected TestContext TestContext { get; } = testContext;

    protected CancellationToken CancellationToken => TestContext.CancellationToken;

    [TestInitialize]
    public void RememberWhereTheLogsAre()
    {
        _begin = MigrationEnvironment.CurrentOrNull?.LogsOrNull?.Mark ?? 0;
        RequireWhatItDisturbs();
    }

    private void RequireWhatItDisturbs()
    {
        var disturbs = GetType().GetMethod(TestContext.TestName!)?.GetCustomAttribute<DisturbsAttribute>() ?? GetType().GetCustomAttribute<DisturbsAttribute>();
        if (disturbs is null || MigrationEnvironment.CurrentOrNull is not { } environment)
        {
            return;
        }

        if (!environment.MayDisturb(GetType().Assembly, TestContext.TestName!))
        {
            Evidence.NotRun(TestContext, $"It disturbs what others use: Target:Allow names neither {TestContext.TestName} nor its suite.");
        }

        if (disturbs.Roads && !environment.HasFaults)
        {
            Evidence.NotRun(TestContext, "No proxies stand on the roads of this environment: Target:FaultProxy is not set.");
        }

        if (disturbs.Resources && !environment.HasResources)
        {
            Evidence.NotRun(TestContext, "It stops and starts parts of the environment, which a run that did not start them cannot do.");
        }
    }

    [TestCleanup]
    public void ShowLogsOfAFailure()
    {
        if (TestContext.CurrentTestOutcome != UnitTestOutcome.Passed && MigrationEnvironment.CurrentOrNull?.LogsOrNull is { } logs)
        {
            FailureLogs.Attach(TestContext, logs, _begin);
        }
    }
}
