using Migration.Monolith.Auth;
using Migration.Monolith.WriteKeys;
using Migration.TrafficRouter.Positions;
using Migration.TrafficRouter.WriteSides;

namespace Migration.Monolith.Routing;

internal static class RoutingExtensions
{
    private const string ForcedSideSetting = "Routing:AllowForcedSide";

    public static void AddRouting(this WebApplicationBuilder builder)
    {
        var allowForcedSide = builder.Configuration[ForcedSideSetting];
        if (!bool.TryParse(allowForcedSide ?? bool.FalseString, out var isAllowed))
        {
            throw StartupException.BadSetting(ForcedSideSetting, allowForcedSide, "set it to true (staging only) or false.");
        }

        builder.Services.AddSingleton(RoutingSettings.Read(builder.Configuration));
        builder.Services.AddSingleton<RoutingFlagSeed>();
        builder.Services.AddSingleton<IReplicationProgress, SvetubdProgress>();
        builder.Services.AddSingleton<IWriteSides, WriteSideStore>();
        builder.Services.AddTrafficRouter(options =>
        {
            options.Flag = RoutingFlags.Marketplace;
            options.AllowForcedSide = isAllowed;
            options.UserOf = static context => context.Features.Get<Caller>()?.UserId;
        });
        builder.Services.AddSingleton<KnownUsers>();
        builder.Services.AddSingleton<RoutingEndpoints>();
        builder.Services.AddSingleton<RoutingChangeEndpoints>();
    }

    public static void UseServedBy(this WebApplication app) => app.UseMiddleware<ServedByMiddleware>();

    public static void MapRoutingFlags(this WebApplication app)
    {
        var reads = app.Services.GetRequiredService<RoutingEndpoints>();
        var changes = app.Services.GetRequiredService<RoutingChangeEndpoints>();
        const string Flag = "/api/v1/admin/routing/flags/{name}";
        app.MapGet("/api/v1/routing", reads.GetSummaryAsync);
        app.MapGet(Flag, reads.GetFlagAsync);
        app.MapGet(Flag + "/history", reads.GetHistoryAsync);
        app.MapGet(Flag + "/explain", reads.ExplainAsync);
        app.MapGet("/api/v1/admin/routing/breakers", reads.GetBreakersAsync);
        app.MapGet("/api/v1/admin/routing/shadow", reads.GetShadowAsync);
        app.MapPatch(Flag, changes.ChangeAsync);
        app.MapPost(Flag + "/dry-run", changes.TryAsync);
        app.MapPost(Flag + "/rollback", changes.RollBackAsync);
        app.MapPost(Flag + "/kill", changes.KillAsync);
        app.MapPost("/api/v1/admin/routing/breakers/{operation}/isolate", changes.IsolateAsync);
        app.MapPost("/api/v1/admin/routing/breakers/{operation}/reset", changes.ResetAsync);
    }
}
