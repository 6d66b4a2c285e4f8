using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Migration.FaultProxy.Tests.Fixture;

/// <summary>The service in this process, on a free port.</summary>
internal sealed class ProxyHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly CancellationToken _cancellationToken;

    private ProxyHost(WebApplication app, CancellationToken cancellationToken)
    {
        (_app, _cancellationToken) = (app, cancellationToken);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Http = new HttpClient { BaseAddress = new Uri(address) };
    }

    public HttpClient Http { get; }

    public static async Task<ProxyHost> StartAsync(CancellationToken cancellationToken, params string[] settings)
    {
        var app = FaultProxyApplication.Create(["--Kestrel:Endpoints:http:Url=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning", .. settings]);
        await app.StartAsync(cancellationToken);
        return new ProxyHost(app, cancellationToken);
    }

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer> PostAsync(string path, string? body = null) => SendAsync(HttpMethod.Post, path, body);

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8);
        using var response = await Http.SendAsync(request, _cancellationToken);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(_cancellationToken));
    }

    /// <summary>Creates a proxy.</summary>
    /// <returns>The address that it listens on.</returns>
    public async Task<string> CreateProxyAsync(string upstream, string protocol = "tcp", string name = "p")
    {
        var answer = await PostAsync("/proxies", JsonSerializer.Serialize(new { name, upstream, protocol }));
        answer.Status.Should().Be(HttpStatusCode.Created, "the proxy must be there before the test begins: {0}", answer.Body);
        return answer.Json.GetProperty("listen").GetString()!;
    }

    public async Task AddToxicAsync(string type, object attributes, string stream = "downstream", float toxicity = 1)
    {
        var answer = await PostAsync("/proxies/p/toxics", JsonSerializer.Serialize(new { type, stream, toxicity, attributes }));
        answer.Status.Should().Be(HttpStatusCode.OK, "the toxic must be there before the test goes on: {0}", answer.Body);
    }

    public async Task AddFaultAsync(object fault)
    {
        var answer = await PostAsync("/proxies/p/grpc/faults", JsonSerializer.Serialize(fault));
        answer.Status.Should().Be(HttpStatusCode.OK, "the fault must be there before the test goes on: {0}", answer.Body);
    }

    public async Task<Socket> ConnectAsync(string address)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPEndPoint.Parse(address), _cancellationToken);
        return socket;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}
