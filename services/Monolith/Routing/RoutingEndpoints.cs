using System.Globalization;
using Migration.Monolith.Auth;
using Migration.Monolith.Problems;
using Migration.TrafficRouter.Calls;
using Migration.TrafficRouter.Decisions;
using Migration.TrafficRouter.Flags;
using Migration.TrafficRouter.Resilience;
using Migration.TrafficRouter.Shadow;

namespace Migration.Monolith.Routing;

/// <summary>What can be asked about routing; all but the summary is for administrators.</summary>
internal sealed class RoutingEndpoints(FlagAdministration flags, OperationRegistry operations, ShadowReads shadow)
{
    private const int MaxHistory = 1000;

    public async Task GetSummaryAsync(HttpContext context)
    {
        var flag = await FindAsync(RoutingFlags.Marketplace, context.RequestAborted);
        var summary = new RoutingSummary(
            flag.Name, flag.Enabled, flag.RolloutPercent, flag.CanaryUserIds.Count, flag.Version, flag.UpdatedAt);
        await context.AnswerAsync(summary, MonolithJson.Default.RoutingSummary);
    }

    public async Task GetFlagAsync(HttpContext context)
    {
        context.RequireAdmin();
        await context.AnswerAsync(RoutingFlagAnswer.From(await FindAsync(context)), MonolithJson.Default.RoutingFlagAnswer);
    }

    public async Task GetHistoryAsync(HttpContext context)
    {
        context.RequireAdmin();
        var query = new QueryFields(context.Request.Query, ["limit"]);
        var limit = query.Int("limit", 1, MaxHistory) ?? 100;
        query.ThrowIfInvalid();
        var flag = await FindAsync(context);
        var versions = await flags.HistoryAsync(flag.Name, limit, context.RequestAborted);
        await context.AnswerAsync(new RoutingFlagPage([.. versions.Select(RoutingFlagAnswer.From)]), MonolithJson.Default.RoutingFlagPage);
    }

    public async Task ExplainAsync(HttpContext context)
    {
        context.RequireAdmin();
        var query = new QueryFields(context.Request.Query, ["user_id", "version"]);
        var user = query.Int("user_id");
        var version = query.Int("version");
        if (!context.Request.Query.ContainsKey("user_id"))
        {
            query.Refuse("user_id", null, "must be the number of the user to explain");
        }

        query.ThrowIfInvalid();
        var flag = await FindAsync(context);
        if (version is { } wanted && wanted != flag.Version)
        {
            flag = await flags.FindAsync(flag.Name, wanted, context.RequestAborted)
                ?? throw ProblemException.NotFound($"version of routing flag {flag.Name}", wanted.ToString(CultureInfo.InvariantCulture));
        }

        await context.AnswerAsync(Explain(flag, user!.Value), MonolithJson.Default.ExplanationAnswer);
    }

    public async Task GetBreakersAsync(HttpContext context)
    {
        context.RequireAdmin();
        var states = operations.Breakers.ToDictionary(breaker => breaker.Key, breaker => breaker.Value.State.ToWord(), StringComparer.Ordinal);
        await context.AnswerAsync(new BreakersAnswer(states), MonolithJson.Default.BreakersAnswer);
    }

    public async Task GetShadowAsync(HttpContext context)
    {
        context.RequireAdmin();
        await context.AnswerAsync(shadow.Report(), MonolithJson.Default.ShadowReport);
    }

    private ExplanationAnswer Explain(FlagDefinition flag, long userId)
    {
        var why = flags.Explain(flag, RoutingSubject.User(userId), default);
        return new ExplanationAnswer
        {
            Flag = flag.Name,
            Version = flag.Version,
            UserId = userId,
            Arm = why.Decision.Side.ToWord(),
            Reason = why.Decision.Reason.ToWord(),
            Bucket = why.Decision.Bucket,
            Seed = flag.Seed,
            Salt = why.Salt,
            Key = why.Key,
            Variants = why.Variants,
        };
    }

    private Task<FlagDefinition> FindAsync(HttpContext context)
        => FindAsync((string)context.Request.RouteValues["name"]!, context.RequestAborted);

    private async Task<FlagDefinition> FindAsync(string name, CancellationToken cancellationToken)
        => (name.Any(char.IsControl) ? null : await flags.FindAsync(name, cancellationToken))
            ?? throw ProblemException.NotFound("routing flag", name);
}
