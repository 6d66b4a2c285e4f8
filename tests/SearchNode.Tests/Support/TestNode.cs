using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Migration.SearchNode.Tests.Support;

/// <summary>A node in this process, on a free port.</summary>
internal sealed class TestNode : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestNode(WebApplication app, Uri address)
    {
        _app = app;
        Http = new HttpClient { BaseAddress = address };
    }

    public HttpClient Http { get; }

    public Uri Address => Http.BaseAddress!;

    public static async Task<TestNode> StartAsync(params string[] settings)
    {
        var app = NodeApplication.Build(["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning", .. settings]);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new TestNode(app, new Uri(address));
    }

    public Task<Answer> GetAsync(string path, string? body = null) => SendAsync(HttpMethod.Get, path, body);

    public Task<Answer> PostAsync(string path, string? body = null) => SendAsync(HttpMethod.Post, path, body);

    public Task<Answer> PutAsync(string path, string? body = null) => SendAsync(HttpMethod.Put, path, body);

    public Task<Answer> DeleteAsync(string path, string? body = null) => SendAsync(HttpMethod.Delete, path, body);

    public Task<Answer> HeadAsync(string path) => SendAsync(HttpMethod.Head, path, null);

    /// <summary>The answer's bytes as they came, for forms that are no text.</summary>
    public async Task<(string? ContentType, byte[] Body)> GetBytesAsync(string path, string? accept = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        using var response = await Http.SendAsync(request);
        return (response.Content.Headers.ContentType?.ToString(), await response.Content.ReadAsByteArrayAsync());
    }

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        using var response = await Http.SendAsync(request);
        return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Content.Headers.ContentType?.ToString())
        {
            Location = response.Headers.Location?.ToString(),
        };
    }

    /// <summary>Makes an index and puts documents into it, visible at once, numbered from 1.</summary>
    public async Task FillAsync(string index, string definition, params string[] documents)
    {
        (await PutAsync($"/{index}", definition)).Status.Should().Be(200, "the index must be made before the test begins");
        for (var i = 0; i < documents.Length; i++)
        {
            var answer = await PutAsync($"/{index}/_doc/{i + 1}", documents[i]);
            answer.Status.Should().Be(201, answer.Text);
        }

        await PostAsync($"/{index}/_refresh");
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
