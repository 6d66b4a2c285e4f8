using System.Globalization;
using Migration.Dashboard.Migrating.Sources;

namespace Migration.Dashboard.Migrating.Routing;

/// <summary>The monolith's administration of routing.</summary>
internal sealed class MonolithApi(SourceClient monolith, AdminToken token)
{
    private const string Routing = "/api/v1/admin/routing";
    private const string Flag = Routing + "/flags/marketplace";
    private const string StaleVersion = "stale_version";
    private const int Versions = 50;

    private volatile RoutingFlag? _judged;

    public async Task<RoutingFlag> GetFlagAsync(CancellationToken cancellationToken)
        => await JudgeAsync(await GetAsync<RoutingFlag>(Flag, cancellationToken), cancellationToken);

    public async Task<FlagHistory> GetHistoryAsync(CancellationToken cancellationToken)
        => (await GetAsync<FlagHistory>(string.Create(CultureInfo.InvariantCulture, $"{Flag}/history?limit={Versions}"), cancellationToken)).Judge();

    public Task<BreakerStates> GetBreakersAsync(CancellationToken cancellationToken) => GetAsync<BreakerStates>(Routing + "/breakers", cancellationToken);

    /// <summary>Opens the breaker of an operation until it is reset.</summary>
    public Task<BreakerStates> IsolateAsync(string operation, string reason, CancellationToken cancellationToken) => MoveBreakerAsync(operation, "isolate", reason, cancellationToken);

    /// <summary>Closes the breaker of an operation, whatever opened it.</summary>
    public Task<BreakerStates> ResetAsync(string operation, string reason, CancellationToken cancellationToken) => MoveBreakerAsync(operation, "reset", reason, cancellationToken);

    public Task<ShadowReport> GetShadowAsync(CancellationToken cancellationToken) => GetAsync<ShadowReport>(Routing + "/shadow", cancellationToken);

    public Task<Explanation> ExplainAsync(long user, long? version, CancellationToken cancellationToken)
        => GetAsync<Explanation>(
            string.Create(CultureInfo.InvariantCulture, $"{Flag}/explain?user_id={user}") + (version is { } at ? string.Create(CultureInfo.InvariantCulture, $"&version={at}") : ""),
            cancellationToken);

    /// <summary>Whom the change would move; nothing is changed.</summary>
    public Task<DryRun> TryAsync(FlagChange change, CancellationToken cancellationToken)
        => SendAsync<DryRun>(new SourceRequest(HttpMethod.Post, Flag + "/dry-run") { Body = change, Deadline = SourceClient.ActionDeadline }, cancellationToken);

    public Task<ChangeOutcome> ChangeAsync(FlagChange change, CancellationToken cancellationToken)
        => ActAsync(HttpMethod.Patch, Flag, change, cancellationToken);

    public Task<ChangeOutcome> KillAsync(string reason, CancellationToken cancellationToken)
        => ActAsync(HttpMethod.Post, Flag + "/kill", new { reason }, cancellationToken);

    public Task<ChangeOutcome> RollBackAsync(long version, long expectedVersion, string reason, CancellationToken cancellationToken)
        => ActAsync(HttpMethod.Post, Flag + "/rollback", new { version, expected_version = expectedVersion, reason }, cancellationToken);

    private Task<BreakerStates> MoveBreakerAsync(string operation, string how, string reason, CancellationToken cancellationToken)
        => SendAsync<BreakerStates>(
            new SourceRequest(HttpMethod.Post, $"{Routing}/breakers/{Uri.EscapeDataString(operation)}/{how}") { Body = new { reason }, Deadline = SourceClient.ActionDeadline },
            cancellationToken);

    /// <summary>A change that is refused has changed nothing: then the flag is read as it is, so that whoever asked sees what stands.</summary>
    private async Task<ChangeOutcome> ActAsync(HttpMethod method, string path, object body, CancellationToken cancellationToken)
    {
        try
        {
            var request = new SourceRequest(method, path) { Body = body, Deadline = SourceClient.ActionDeadline };
            return new ChangeOutcome(await JudgeAsync(await SendAsync<RoutingFlag>(request, cancellationToken), cancellationToken), null);
        }
        catch (SourceException refused)
        {
            var isConflict = string.Equals(refused.Code, StaleVersion, StringComparison.Ordinal);
            var isUnknown = refused.Status is null;
            var refusal = isUnknown ? $"{refused.Message} Whether the change was made is not known: look at the version." : refused.Message;
            return new ChangeOutcome(await ReadOrNullAsync(cancellationToken), refusal) { IsConflict = isConflict };
        }
    }

    /// <summary>Says of a flag that is off whether it was ever on. That is asked once a version, for no version becomes another.</summary>
    private async Task<RoutingFlag> JudgeAsync(RoutingFlag flag, CancellationToken cancellationToken)
    {
        if (flag.Enabled)
        {
            return flag;
        }

        if (_judged is { } judged && judged.Version == flag.Version && judged.UpdatedAt == flag.UpdatedAt)
        {
            return flag with { HasBeenEnabled = judged.HasBeenEnabled };
        }

        try
        {
            var history = await GetHistoryAsync(cancellationToken);
            return _judged = flag with { HasBeenEnabled = history.WasEnabledUpTo(flag.Version) };
        }
        catch (SourceException)
        {
            // The flag itself is known, and that it is off: nothing is worse told by calling it killed until the history answers.
            return flag;
        }
    }

    private async Task<RoutingFlag?> ReadOrNullAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await GetFlagAsync(cancellationToken);
        }
        catch (SourceException)
        {
            // The refusal is what matters; the page shows the flag's own notice.
            return null;
        }
    }

    private Task<T> GetAsync<T>(string path, CancellationToken cancellationToken) => SendAsync<T>(new SourceRequest(HttpMethod.Get, path), cancellationToken);

    /// <summary>A token that is refused is asked for anew, once: the monolith's keys may be others than they were.</summary>
    private async Task<T> SendAsync<T>(SourceRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await monolith.SendAsync<T>(request with { Token = await token.GetAsync(cancellationToken) }, cancellationToken);
        }
        catch (SourceException refused) when (refused.Status == StatusCodes.Status401Unauthorized)
        {
            token.Forget();
            return await monolith.SendAsync<T>(request with { Token = await token.GetAsync(cancellationToken) }, cancellationToken);
        }
    }
}
