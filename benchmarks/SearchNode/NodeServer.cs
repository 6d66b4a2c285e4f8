using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Migration.SearchNode.Benchmarks;

/// <summary>The node in a process of its own.</summary>
internal sealed class NodeServer : IDisposable
{
    private readonly Process _process;

    private NodeServer(Process process, Uri address)
    {
        _process = process;
        Http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(10) };
    }

    public HttpClient Http { get; }

    public TimeSpan StartTime { get; private init; }

    public long ResidentMegabytes => Status("VmRSS:");

    public long PeakMegabytes => Status("VmHWM:");

    public static async Task<NodeServer> StartAsync(string directory)
    {
        var started = Stopwatch.GetTimestamp();
        using var probe = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        probe.Start();
        var address = new Uri($"http://127.0.0.1:{((System.Net.IPEndPoint)probe.LocalEndpoint).Port}");
        probe.Stop();
        var process = Process.Start(new ProcessStartInfo(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Migration.SearchNode.dll"), "--urls", address.ToString(), $"--Storage:Directory={directory}", "--Logging:LogLevel:Default=Warning"])
        {
            WorkingDirectory = AppContext.BaseDirectory,
            UseShellExecute = false,
        })!;
        var server = new NodeServer(process, address) { StartTime = default };
        while (true)
        {
            try
            {
                using var answer = await server.Http.GetAsync("/");
                return new NodeServer(process, address) { StartTime = Stopwatch.GetElapsedTime(started) };
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                await Task.Delay(10);
            }
        }
    }

    public async Task<JsonNode> SendAsync(HttpMethod method, string path, ReadOnlyMemory<byte>? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is { } bytes)
        {
            request.Content = new ReadOnlyMemoryContent(bytes);
            request.Content.Headers.ContentType = new("application/json");
        }

        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsByteArrayAsync();
        return response.IsSuccessStatusCode
            ? JsonNode.Parse(text)!
            : throw new InvalidOperationException($"{method} {path}: {Encoding.UTF8.GetString(text)}");
    }

    public Task<JsonNode> SendAsync(HttpMethod method, string path, string body) => SendAsync(method, path, Encoding.UTF8.GetBytes(body));

    public void Dispose()
    {
        Http.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private long Status(string name)
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
