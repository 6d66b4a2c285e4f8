using Migration.Dashboard.Migrating.Routing;

namespace Migration.Dashboard.Migrating.Words;

/// <summary>The state of the rollout in one sentence, as somebody would say it across the room.</summary>
internal static class StateInWords
{
    public static string Headline(RoutingFlag flag) => flag switch
    {
        { IsKilled: true } => "Killed: everybody goes to the monolith",
        { IsNotStarted: true } => "Not started: everybody goes to the monolith",
        { RolloutPercent: 0, CanaryUserIds.Count: 0 } => "Everybody goes to the monolith",
        { RolloutPercent: 0 } => "Only canaries go to the microservice",
        { RolloutPercent: 100, DenyUserIds.Count: 0 } => "Everybody goes to the microservice",
        _ => $"{Say.Percent(flag.RolloutPercent)} of users go to the microservice",
    };

    public static string Details(RoutingFlag flag)
    {
        var parts = new List<string>();
        if (!flag.Enabled)
        {
            parts.Add($"{Say.Percent(flag.RolloutPercent)} is what it would be");
        }

        parts.Add(Say.Count(flag.CanaryUserIds.Count, "canary", "canaries"));
        if (flag.DenyUserIds.Count > 0)
        {
            parts.Add($"{Say.Count(flag.DenyUserIds.Count)} denied");
        }

        parts.Add(flag.Enabled ? "not killed" : Off(flag));
        return string.Join("; ", parts);
    }

    /// <summary>Why a flag that is off sends nobody anywhere.</summary>
    public static string Off(RoutingFlag flag) => flag.IsNotStarted ? "not started" : "killed";

    public static string Version(RoutingFlag flag, DateTimeOffset now)
        => $"version {Say.Count(flag.Version)} by {flag.UpdatedBy}, {Say.Ago(flag.UpdatedAt, now)}: {flag.Reason}";

    /// <summary>What a change would do, in words.</summary>
    public static string DryRun(DryRun run) => (run.MovedToMicroservice, run.MovedToMonolith) switch
    {
        (0, 0) => $"Nobody of {Say.Count(run.KnownUsers)} known users would move.",
        (var there, 0) => $"{Moves(there)} to the microservice; nobody would move back. {After(run)}",
        (0, var back) => $"{Moves(back)} back to the monolith; nobody would move to the microservice. {After(run)}",
        var (there, back) => $"{Moves(there)} to the microservice and {Say.Count(back)} back to the monolith. {After(run)}",
    };

    private static string Moves(int users) => $"{Say.Count(users, "user", "users")} would move";

    private static string After(DryRun run)
        => $"Of {Say.Count(run.KnownUsers)} known users {Say.Count(run.OnMicroserviceBefore)} are there now, {Say.Count(run.OnMicroserviceAfter)} would be.";
}
