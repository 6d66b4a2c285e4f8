using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;
using Migration.Hosting.Running;
using Migration.Hosting.Runtime.Notices;
using Migration.Hosting.Runtime.Settings;

namespace Migration.Hosting.Runtime.Orchestration;

/// <summary>
/// What happens when a resource does not come up. In <c>dotnet run</c> the application ends with that one message if others wait
/// for the resource: they never could start. Otherwise it is told, and the rest goes on. In tests the waits fail with the message.
/// </summary>
internal sealed class StartFailures(
    DistributedApplicationModel model, RuntimeSettings settings, NoticeBoard notices, RunOutcome outcome, ResourceLoggerService loggers)
{
    private const int ShownLogLines = 20;

    /// <summary>Completes a failure with the resource's log, tells it, and returns the whole message.</summary>
    public ResourceStartException Report(IResource resource, string instanceId, ResourceStartException failure)
    {
        if (failure.IsConsequence)
        {
            notices.Post(new EngineNotice(resource.Name, LogLevel.Warning, $"Resource '{resource.Name}' did not start: {failure.Cause}"));
            return failure;
        }

        if (failure.LastLogLines.Count == 0)
        {
            failure = failure.WithLog(GetLastLines(resource, instanceId));
        }

        if (!settings.IsThrowAway && ResourceGraph.IsAwaited(resource, model.Resources))
        {
            outcome.Fail(failure);
        }
        else
        {
            notices.Post(new EngineNotice(resource.Name, LogLevel.Error, failure.Message));
        }

        return failure;
    }

    /// <summary>Whether somebody waits for the resource to complete with just this exit code.</summary>
    public bool IsAwaitedExit(IResource resource, int exitCode) => model.Resources
        .SelectMany(other => other.Annotations.OfType<WaitAnnotation>())
        .Any(wait => wait.WaitType == WaitType.WaitForCompletion && wait.ExitCode == exitCode && ReferenceEquals(wait.Resource, resource));

    /// <summary>Tells that a resource which had come up has ended with an error. Others may live without it; nobody is stopped.</summary>
    public void ReportCrash(IResource resource, string instanceId, int exitCode)
    {
        var lines = GetLastLines(resource, instanceId);
        var log = lines.Count == 0 ? "It has logged nothing." : $"Its last log lines:\n{string.Join('\n', lines.Select(line => $"  | {line}"))}";
        notices.Post(new EngineNotice(resource.Name, LogLevel.Error, $"Resource '{resource.Name}' ended with exit code {exitCode}. {log}"));
    }

    // A database has no log of its own; its server's says what is wrong with it.
    private IReadOnlyList<string> GetLastLines(IResource resource, string instanceId) =>
        loggers.GetLastLines(instanceId, ShownLogLines) is { Count: > 0 } lines
            ? lines
            : loggers.GetLastLines(ResourceGraph.GetRoot(resource).Name, ShownLogLines);
}
