using Microsoft.AspNetCore.Http.HttpResults;

namespace Migration.Dashboard.Access;

internal static class AccessExtensions
{
    public static IServiceCollection AddDashboardAccess(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<DashboardOptions>(configuration.GetSection(DashboardOptions.Section));
        services.AddSingleton<DashboardAccess>();
        services.AddHostedService<LoginAnnouncer>();
        return services;
    }

    /// <summary>Pages send a stranger to the login and bring him back afterwards; the API answers 401.</summary>
    public static RouteGroupBuilder RequireLogin(this RouteGroupBuilder group)
    {
        var access = ((IEndpointRouteBuilder)group).ServiceProvider.GetRequiredService<DashboardAccess>();
        return group.AddEndpointFilter(async (invocation, next) =>
            access.Admits(invocation.HttpContext.Request) ? await next(invocation) : Refuse(invocation.HttpContext.Request));
    }

    private static IResult Refuse(HttpRequest request)
        => request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
            ? TypedResults.Problem(
                $"Send the dashboard's API key in the header {DashboardAccess.ApiKeyHeader}, or log in with the link that was printed at the start.",
                statusCode: StatusCodes.Status401Unauthorized,
                title: "Not logged in")
            : Redirect(request);

    private static RedirectHttpResult Redirect(HttpRequest request)
        => TypedResults.Redirect($"/login?returnUrl={Uri.EscapeDataString(request.Path + request.QueryString)}");
}
