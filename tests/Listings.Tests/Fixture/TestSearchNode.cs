namespace Migration.Listings.Tests.Fixture;

/// <summary>The environment's own search node as a process. Tests that share it take an alias of their own.</summary>
internal sealed class TestSearchNode : IAsyncDisposable
{
    private readonly DistributedApplication _application;
    private readonly HttpClient _http;

    private TestSearchNode(DistributedApplication application, string url)
    {
        _application = application;
        Url = url;
        _http = new HttpClient { BaseAddress = new Uri(url) };
    }

    public string Url { get; }

    public static async Task<TestSearchNode> StartAsync(CancellationToken cancellationToken)
    {
        // The node is built beside the tests, into a folder of its own, where its settings lie too.
        var output = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);
        var folder = Path.GetFullPath(Path.Combine(output, "..", "..", "SearchNode", Path.GetFileName(output)));
        var builder = DistributedApplicationTestingBuilder.Create();
        var node = builder.AddExecutable("search", "dotnet", folder, Path.Combine(folder, "Migration.SearchNode.dll")).WithHttpEndpoint();
        node.WithEnvironment("ASPNETCORE_URLS", node.GetEndpoint("http")).WithHttpHealthCheck("/_cluster/health");
        var application = await builder.BuildAsync(cancellationToken);
        await application.StartAsync(cancellationToken);
        await application.ResourceNotifications.WaitForResourceHealthyAsync("search", cancellationToken);
        return new TestSearchNode(application, node.GetEndpoint("http").Url);
    }

    public Task<string> GetAsync(string path) => _http.GetStringAsync(new Uri(path, UriKind.Relative));

    /// <summary>Null where there is none.</summary>
    public async Task<string?> TryGetAsync(string path)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative));
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync() : null;
    }

    public Task PutAsync(string path, string? json = null) => SendAsync(HttpMethod.Put, path, json);

    public Task PostAsync(string path, string? json = null) => SendAsync(HttpMethod.Post, path, json);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _application.DisposeAsync();
    }

    private async Task SendAsync(HttpMethod method, string path, string? json)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = json is null ? null : new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        using var answer = await _http.SendAsync(request);
        answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync());
    }
}
