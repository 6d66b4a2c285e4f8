using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting;

/// <summary>Asks over HTTP and compares the status of the answer.</summary>
internal sealed class HttpHealthCheck(IHttpClientFactory clients, string key, int expectedStatus, Func<CancellationToken, ValueTask<Uri?>> findUri)
    : IHealthCheck
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(5);

    internal static void Register(IServiceCollection services, string key, int expectedStatus, Func<CancellationToken, ValueTask<Uri?>> findUri)
    {
        // Redirects are answers too: following them would hide the status that is asked for.
        // Retries, which a test host gives every client, would make the answer late and hide the status as well.
        services.AddHttpClient(key)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false })
            .ConfigureAdditionalHttpMessageHandlers((handlers, _) => handlers.Clear());
        services.AddHealthChecks().Add(new HealthCheckRegistration(
            key,
            provider => new HttpHealthCheck(provider.GetRequiredService<IHttpClientFactory>(), key, expectedStatus, findUri),
            failureStatus: null,
            tags: null,
            timeout: s_timeout));
    }

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var uri = await findUri(cancellationToken).ConfigureAwait(false);
        if (uri is null)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "The address is not known yet.");
        }

        try
        {
            using var client = clients.CreateClient(key);
            using var response = await client.GetAsync(uri, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            var status = (int)response.StatusCode;
            return status == expectedStatus
                ? HealthCheckResult.Healthy()
                : new HealthCheckResult(context.Registration.FailureStatus, $"{uri} answered {status} instead of {expectedStatus}.");
        }
        catch (HttpRequestException exception)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, $"{uri} could not be reached: {exception.Message}", exception);
        }
    }
}
