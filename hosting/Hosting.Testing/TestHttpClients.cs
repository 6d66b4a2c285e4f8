using Aspire.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Migration.Hosting.Testing;

/// <summary>Clients for tests retry what fails in passing.</summary>
internal static class TestHttpClients
{
    public const string DisableKey = "ASPIRE_TESTING_DISABLE_HTTP_CLIENT";

    public static void AddTo(IDistributedApplicationBuilder builder)
    {
        if (!builder.Configuration.GetValue(DisableKey, defaultValue: false))
        {
            builder.Services.AddHttpClient();
            builder.Services.ConfigureHttpClientDefaults(client => client.AddStandardResilienceHandler());
        }
    }
}
