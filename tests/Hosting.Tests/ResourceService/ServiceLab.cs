using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Migration.Hosting.ResourceService;
using Migration.Hosting.Tests.Runtime.Support;

namespace Migration.Hosting.Tests.ResourceService;

/// <summary>An application with a dashboard whose processes belong to the test, and a client with the dashboard's key.</summary>
internal sealed class ServiceLab : IAsyncDisposable
{
    private const string Dashboard = "dashboard";

    private ServiceLab(FakeApp fake, HttpClient client, string key)
    {
        Fake = fake;
        Client = client;
        Key = key;
    }

    public FakeApp Fake { get; }

    public HttpClient Client { get; }

    public string Key { get; }

    public FakeProcess DashboardProcess => Fake.Processes.Single(Dashboard);

    public static async Task<ServiceLab> StartAsync(Action<FakeApp> arrange, CancellationToken cancellationToken)
    {
        var fake = new FakeApp(hasDashboard: true);
        arrange(fake);
        fake.Add(Dashboard).AsDashboard();
        await fake.App.StartAsync(cancellationToken);
        await fake.Notifications.WaitForResourceHealthyAsync(Dashboard, cancellationToken);
        await fake.App.Services.GetRequiredService<ResourceServiceHost>().WhenListening.WaitAsync(cancellationToken);
        var environment = fake.Processes.Single(Dashboard).Launch.Environment;
        var client = new HttpClient { BaseAddress = new Uri(environment[ResourceServiceHost.UrlVariable]!) };
        var key = environment[ResourceServiceHost.KeyVariable]!;
        client.DefaultRequestHeaders.Add(ResourceApplication.KeyHeader, key);
        return new ServiceLab(fake, client, key);
    }

    public Task WaitAsync(string resource, CancellationToken cancellationToken) => Fake.Notifications.WaitForResourceAsync(resource, cancellationToken: cancellationToken);

    public Task<LineReader> OpenAsync(string path, CancellationToken cancellationToken) => LineReader.OpenAsync(Client, path, cancellationToken);

    /// <summary>The first message of the stream of resources.</summary>
    public async Task<JsonElement> GetSnapshotAsync(CancellationToken cancellationToken)
    {
        using var reader = await OpenAsync("/v1/resources", cancellationToken);
        return await reader.ReadAsync(cancellationToken);
    }

    public async Task<JsonElement> GetResourceAsync(string name, CancellationToken cancellationToken) =>
        (await GetSnapshotAsync(cancellationToken)).Resource(name);

    public async Task<JsonElement> PostAsync(string path, object body, CancellationToken cancellationToken)
    {
        using var response = await Client.PostAsJsonAsync(path, body, cancellationToken);
        return await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Fake.DisposeAsync();
    }
}
