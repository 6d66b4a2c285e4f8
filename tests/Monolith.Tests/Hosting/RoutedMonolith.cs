using System.Net.Http.Headers;
using System.Text;

namespace Migration.Monolith.Tests.Hosting;

/// <summary>Base of tests with a monolith of their own whose router leads to a scripted microservice.</summary>
public abstract class RoutedMonolith
{
    private protected const string FlagPath = "/api/v1/admin/routing/flags/marketplace";
    private string? _admin;

    public required TestContext TestContext { get; set; }

    private protected MonolithHost Monolith { get; private set; } = null!;

    private protected PatientTime Time { get; } = new();

    private protected FakeMicroservice Microservice { get; private set; } = null!;

    private protected ScriptedListings Listings => Microservice.Listings;

    [TestInitialize]
    public async Task StartAsync()
    {
        Microservice = await FakeMicroservice.StartAsync(TestContext.CancellationToken);
        Monolith = await MonolithHost.StartAsync(
            Time,
            TestContext.CancellationToken,
            "--Seed:Listings=20",
            "--Routing:AllowForcedSide=true",
            "--USE_MARKETPLACE_MICROSERVICE=true",
            "--MARKETPLACE_ROLLOUT_PERCENT=100",
            $"--services:listings:grpc:0={Microservice.Address}");
    }

    [TestCleanup]
    public async Task StopAsync()
    {
        await Monolith.DisposeAsync();
        await Microservice.DisposeAsync();
    }

    private protected async Task<string> AdminAsync() => _admin ??= await Monolith.AdminTokenAsync();

    private protected async Task<Answer> PatchFlagAsync(string json) => await Monolith.PatchAsync(FlagPath, json, await AdminAsync());

    private protected async Task<Answer> PostFlagAsync(string action, string json) => await Monolith.PostAsync($"{FlagPath}/{action}", json, await AdminAsync());

    private protected async Task<Answer> SendAsync(HttpMethod method, string path, int userId, string? json = null, params IReadOnlyList<(string Name, string Value)> headers)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await Monolith.TokenAsync(userId));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var response = await Monolith.Client.SendAsync(request, TestContext.CancellationToken);
        return new Answer(response, await response.Content.ReadAsByteArrayAsync(TestContext.CancellationToken));
    }

    /// <summary>Asks until the instance has heard of a change.</summary>
    private protected async Task<Answer> GetUntilAsync(string path, int userId, Func<Answer, bool> isThere)
    {
        while (true)
        {
            var answer = await SendAsync(HttpMethod.Get, path, userId);
            if (isThere(answer))
            {
                return answer;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), TestContext.CancellationToken);
        }
    }
}
