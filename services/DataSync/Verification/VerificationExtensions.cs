namespace Migration.DataSync.Verification;

internal static class VerificationExtensions
{
    private const string Search = "search";

    /// <summary><c>ConnectionStrings:search</c>, an address; else <c>services:search:…</c> of service discovery.</summary>
    public static void AddVerification(this IHostApplicationBuilder builder)
    {
        var configured = builder.Configuration.GetConnectionString(Search) is { Length: > 0 } address
            ? new Uri(address)
            : builder.Configuration.GetSection($"services:{Search}").Exists() ? new Uri($"https+http://{Search}") : null;
        builder.Services.AddHttpClient(Search, client => client.BaseAddress = configured);
        builder.Services.AddTransient(services => new SearchNode(configured is null ? null : services.GetRequiredService<IHttpClientFactory>().CreateClient(Search)));
        builder.Services.AddTransient<StreamWatermark>();
        builder.Services.AddTransient<IndexVerifier>();
        builder.Services.AddTransient<Verifier>();
        builder.Services.AddSingleton<VerificationHistory>();
        builder.Services.AddOptions<VerificationOptions>().BindConfiguration(VerificationOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<Func<Verifier>>(services => services.GetRequiredService<Verifier>);
        builder.Services.AddSingleton<PassCursor>();
        builder.Services.AddSingleton<ContinuousVerification>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ContinuousVerification>());
    }
}
