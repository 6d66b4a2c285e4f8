using Microsoft.Extensions.Options;

namespace Migration.Listings.Security;

internal static class SecurityExtensions
{
    private const string KeysClient = "token-keys";
    private static readonly TimeSpan KeysTimeout = TimeSpan.FromSeconds(2);

    public static void AddTokenAuthentication(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<TokenOptions>().BindConfiguration(TokenOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton(services => services.GetRequiredService<IOptions<TokenOptions>>().Value);
        builder.Services.AddHttpClient(KeysClient, client => client.Timeout = KeysTimeout);
        builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<SigningKeyCache>(
            services, services.GetRequiredService<IHttpClientFactory>().CreateClient(KeysClient)));
        builder.Services.AddHostedService<SigningKeyWarmUp>();
        builder.Services.AddSingleton<TokenAuthenticator>();
    }
}
