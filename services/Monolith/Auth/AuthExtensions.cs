namespace Migration.Monolith.Auth;

internal static class AuthExtensions
{
    public static void AddAuth(this WebApplicationBuilder builder)
    {
        var settings = AuthSettings.Read(builder.Configuration);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(services => new KeyFile(settings.KeyDirectory, services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<KeyRing>();
        builder.Services.AddHostedService<KeyRingStartup>();
        builder.Services.AddSingleton<Tokens>();
        builder.Services.AddSingleton<TestUserStore>();
        builder.Services.AddSingleton<AuthEndpoints>();
    }

    public static void UseBearerTokens(this WebApplication app) => app.UseMiddleware<BearerTokenMiddleware>();

    public static void MapAuth(this WebApplication app)
    {
        var endpoints = app.Services.GetRequiredService<AuthEndpoints>();
        app.MapGet(AuthEndpoints.KeysPath, endpoints.GetKeysAsync);
        app.MapGet("/.well-known/openid-configuration", endpoints.GetDiscoveryAsync);
        app.MapPost("/api/v1/admin/auth/keys/rotate", endpoints.RotateAsync);
        if (app.Services.GetRequiredService<AuthSettings>().DevelopmentTokens)
        {
            app.MapPost(AuthEndpoints.TokenPath, endpoints.IssueAsync);
            app.MapPost(AuthEndpoints.TokensPath, endpoints.IssueManyAsync);
        }
    }
}
