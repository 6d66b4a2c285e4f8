using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Migration.Hosting.Runtime.Observation;

/// <summary>When a wait has what it waits for, and when it cannot get it any more.</summary>
internal static class WaitConditions
{
    public static bool IsReady(CustomResourceSnapshot snapshot) =>
        snapshot.HealthStatus == HealthStatus.Healthy && snapshot.ReadyEventTask is not null;

    /// <summary>Whether the resource cannot become healthy unless somebody starts it again.</summary>
    public static bool IsUnavailable(CustomResourceSnapshot snapshot) =>
        snapshot.StartFailure is not null || HasEnded(snapshot) || Is(snapshot, KnownResourceStates.RuntimeUnhealthy);

    public static bool IsReached(WaitAnnotation wait, CustomResourceSnapshot snapshot) => wait.WaitType switch
    {
        WaitType.WaitForCompletion => (Is(snapshot, KnownResourceStates.Finished) || Is(snapshot, KnownResourceStates.Exited))
            && (snapshot.ExitCode ?? 0) == wait.ExitCode,
        WaitType.WaitUntilStarted => Is(snapshot, KnownResourceStates.Running),
        _ => IsReady(snapshot),
    };

    /// <summary>Whether the wait must fail. A completion with a wrong exit code always does: waiting on would not change it.</summary>
    public static bool IsLost(WaitAnnotation wait, WaitBehavior behavior, CustomResourceSnapshot snapshot) => wait.WaitType switch
    {
        WaitType.WaitForCompletion => HasEnded(snapshot),
        WaitType.WaitUntilStarted => behavior == WaitBehavior.StopOnResourceUnavailable
            && (HasEnded(snapshot) || Is(snapshot, KnownResourceStates.RuntimeUnhealthy)),
        _ => behavior == WaitBehavior.StopOnResourceUnavailable && IsUnavailable(snapshot),
    };

    public static string DescribeGoal(WaitAnnotation wait) => wait.WaitType switch
    {
        WaitType.WaitForCompletion => $"to complete with exit code {wait.ExitCode}",
        WaitType.WaitUntilStarted => "to be started",
        _ => "to be healthy",
    };

    private static bool HasEnded(CustomResourceSnapshot snapshot) =>
        KnownResourceStates.TerminalStates.Contains(snapshot.State?.Text, StringComparer.Ordinal);

    private static bool Is(CustomResourceSnapshot snapshot, string state) =>
        string.Equals(snapshot.State?.Text, state, StringComparison.Ordinal);
}
