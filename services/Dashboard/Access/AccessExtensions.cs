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

    /// <summary>Keeps strangers from what <see cref="RequireLogin"/> marks: pages, the live connection of a page, and the API.</summary>
    public static IApplicationBuilder UseLogin(this IApplicationBuilder app)
    {
        var access = app.ApplicationServices.GetRequiredService<DashboardAccess>();
        return app.Use((context, next) =>
            context.GetEndpoint()?.Metadata.GetMetadata<LoginRequired>() is null || access.Admits(context.Request)
                ? next(context)
                : Refuse(context.Request).ExecuteAsync(context));
    }

    public static TBuilder RequireLogin<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder
        => endpoints.WithMetadata(new LoginRequired());

    /// <summary>Pages send a stranger to the login and bring him back afterwards; what no person asks for answers 401.</summary>
    private static IResult Refuse(HttpRequest request)
        => request.Path.StartsWithSegments("/api", StringComparison.Ordinal) || request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal)
            ? TypedResults.Problem(
                $"Send the dashboard's API key in the header {DashboardAccess.ApiKeyHeader}, or log in with the link that was printed at the start.",
                statusCode: StatusCodes.Status401Unauthorized,
                title: "Not logged in")
            : Redirect(request);

    private static RedirectHttpResult Redirect(HttpRequest request)
        => TypedResults.Redirect($"/login?returnUrl={Uri.EscapeDataString(request.Path + request.QueryString)}");
}
