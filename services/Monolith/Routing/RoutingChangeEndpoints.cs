using System.Globalization;
using Migration.Monolith.Auth;
using Migration.Monolith.Problems;
using Migration.TrafficRouter.Calls;
using Migration.TrafficRouter.Flags;
using Migration.TrafficRouter.Resilience;

namespace Migration.Monolith.Routing;

/// <summary>What an administrator changes. What is refused changes nothing.</summary>
internal sealed partial class RoutingChangeEndpoints(
    FlagAdministration flags, OperationRegistry operations, KnownUsers users, ILogger<RoutingChangeEndpoints> logger)
{
    private const string Expected = "expected_version";
    private const string Why = "reason";
    private const string Target = "version";
    private const string ThroughHeader = "X-Acting-Through";
    private const int MaxThrough = 30;

    /// <summary><c>{"expected_version": 3, "reason": "first step", "rollout_percent": 1}</c></summary>
    public async Task ChangeAsync(HttpContext context)
    {
        var admin = context.RequireAdmin();
        var body = await RequestBody.ReadObjectAsync(context);
        var patch = FlagPatchReader.Read(body, Expected, Why);
        var fields = new JsonFields(body, [.. FlagPatchReader.Fields, Expected, Why]);
        var expected = ReadExpected(fields);
        var author = ReadAuthor(context, fields, admin);
        fields.ThrowIfInvalid();
        if (patch == new FlagPatch())
        {
            throw ProblemException.Invalid("body", "{}", $"must set at least one of {string.Join(", ", FlagPatchReader.Fields)}");
        }

        var current = await FindAsync(context, expected);
        await AnswerAsync(context, await flags.ChangeAsync(current, patch, author, context.RequestAborted));
    }

    /// <summary>The same fields as a change; says whom it would move, and changes nothing.</summary>
    public async Task TryAsync(HttpContext context)
    {
        context.RequireAdmin();
        var patch = FlagPatchReader.Read(await RequestBody.ReadObjectAsync(context));
        var current = await FindAsync(context);
        var run = flags.Try(current, patch, await users.ReadAsync(context.RequestAborted));
        var answer = new DryRunAnswer(
            run.Users, run.ToMicroservice, run.ToMonolith, run.OnMicroserviceBefore, run.OnMicroserviceAfter, current.Version);
        await context.AnswerAsync(answer, MonolithJson.Default.DryRunAnswer);
    }

    /// <summary><c>{"version": 2, "expected_version": 5, "reason": "errors at 5 %"}</c></summary>
    public async Task RollBackAsync(HttpContext context)
    {
        var admin = context.RequireAdmin();
        var fields = await RequestBody.ReadAsync(context, Target, Expected, Why);
        var target = fields.Int(Target).Value;
        if (target is not > 0)
        {
            fields.Refuse(Target, "must be the version to go back to");
        }

        var expected = ReadExpected(fields);
        var author = ReadAuthor(context, fields, admin);
        fields.ThrowIfInvalid();
        var current = await FindAsync(context, expected);
        var earlier = await flags.FindAsync(current.Name, target!.Value, context.RequestAborted)
            ?? throw ProblemException.Invalid(Target, target.Value.ToString(CultureInfo.InvariantCulture), $"is no version of routing flag {current.Name}");
        await AnswerAsync(context, await flags.RollBackAsync(current, earlier, author, context.RequestAborted));
    }

    /// <summary><c>{"reason": "…"}</c>; asks for no version, because in need nobody looks one up.</summary>
    public async Task KillAsync(HttpContext context)
    {
        var admin = context.RequireAdmin();
        var fields = await RequestBody.ReadAsync(context, Why);
        var author = ReadAuthor(context, fields, admin);
        fields.ThrowIfInvalid();
        var name = NameOf(context);
        await AnswerAsync(context, await flags.KillAsync(name, author, context.RequestAborted) ?? throw ProblemException.NotFound("routing flag", name));
    }

    public Task IsolateAsync(HttpContext context) => MoveBreakerAsync(context, "isolated", breaker => breaker.Isolate());

    public Task ResetAsync(HttpContext context) => MoveBreakerAsync(context, "reset", breaker => breaker.Reset());

    private async Task MoveBreakerAsync(HttpContext context, string what, Action<Breaker> move)
    {
        var admin = context.RequireAdmin();
        var fields = await RequestBody.ReadAsync(context, Why);
        var author = ReadAuthor(context, fields, admin);
        fields.ThrowIfInvalid();
        author.ThrowIfInvalid();
        var operation = (string)context.Request.RouteValues["operation"]!;
        if (!operations.Breakers.TryGetValue(operation, out var breaker))
        {
            throw ProblemException.NotFound("breaker of operation", operation);
        }

        move(breaker);
        LogMoved(logger, operation, what, author.Name, author.Reason);
        var states = new Dictionary<string, string>(StringComparer.Ordinal) { [operation] = breaker.State.ToWord() };
        await context.AnswerAsync(new BreakersAnswer(states), MonolithJson.Default.BreakersAnswer);
    }

    private async Task<FlagDefinition> FindAsync(HttpContext context, int? expected = null)
    {
        var name = NameOf(context);
        var flag = await flags.FindAsync(name, context.RequestAborted) ?? throw ProblemException.NotFound("routing flag", name);
        return expected is null || expected == flag.Version ? flag : throw new StaleVersionException(name, expected.Value, flag.Version);
    }

    private static string NameOf(HttpContext context)
    {
        var name = (string)context.Request.RouteValues["name"]!;
        return name.Any(char.IsControl) ? throw ProblemException.NotFound("routing flag", name) : name;
    }

    private static int? ReadExpected(JsonFields fields)
    {
        var expected = fields.Int(Expected).Value;
        if (expected is not > 0)
        {
            fields.Refuse(Expected, "must be the version that was read, so that nobody's change is overwritten unseen");
        }

        return expected;
    }

    /// <summary>A program that an administrator uses may give its name, so that the history tells what he did with it from what he did himself.</summary>
    private static FlagAuthor ReadAuthor(HttpContext context, JsonFields fields, Caller admin)
    {
        var reason = fields.Text(Why).Value;
        if (string.IsNullOrWhiteSpace(reason))
        {
            fields.Refuse(Why, "must say why");
        }

        var through = context.Request.Headers[ThroughHeader] is [{ Length: > 0 and <= MaxThrough } name] && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-')
            ? $" via {name}"
            : "";
        return new FlagAuthor(admin.Email + through, reason ?? "");
    }

    private static Task AnswerAsync(HttpContext context, FlagDefinition flag)
        => context.AnswerAsync(RoutingFlagAnswer.From(flag), MonolithJson.Default.RoutingFlagAnswer);

    [LoggerMessage(1, LogLevel.Warning, "Breaker of {Operation} {What} by {User}: {Reason}")]
    private static partial void LogMoved(ILogger logger, string operation, string what, string user, string reason);
}
