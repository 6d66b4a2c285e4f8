using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace Migration.Dashboard.Benchmarks;

/// <summary>The dashboard as a process of its own, started from its build output, and what it costs.</summary>
internal sealed class DashboardProcess : IDisposable
{
    private const string Key = "benchmark";

    private readonly Process _process;
    private readonly HttpClient _client;

    private DashboardProcess(Process process, int page, int grpc, TimeSpan startedIn)
    {
        (_process, StartedIn) = (process, startedIn);
        GrpcAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{grpc}"));
        _client = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{page}")) };
        _client.DefaultRequestHeaders.Add("x-api-key", Key);
    }

    public Uri GrpcAddress { get; }

    /// <summary>From the start of the process to its first healthy answer.</summary>
    public TimeSpan StartedIn { get; }

    /// <summary>Processor time since the start, of all its threads.</summary>
    public TimeSpan Processor
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public double Mebibytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1048576.0;
        }
    }

    public static async Task<DashboardProcess> StartAsync()
    {
        // artifacts/bin/Dashboard.Benchmarks/CONFIGURATION, and beside it the dashboard's own.
        var program = Path.Combine(AppContext.BaseDirectory, "..", "..", "Dashboard", new DirectoryInfo(AppContext.BaseDirectory).Name, "Migration.Dashboard.dll");
        var (page, grpc, http) = (FreePort(), FreePort(), FreePort());
        var started = Stopwatch.GetTimestamp();
        var process = Process.Start(new ProcessStartInfo("dotnet",
        [
            Path.GetFullPath(program),
            $"--Kestrel:Endpoints:http:Url=http://127.0.0.1:{page}", $"--Kestrel:Endpoints:otlp:Url=http://127.0.0.1:{grpc}",
            $"--Kestrel:Endpoints:otlp-http:Url=http://127.0.0.1:{http}", $"--Dashboard:BrowserToken={Key}", "--Logging:LogLevel:Default=Warning",
        ]))!;
        using var client = new HttpClient();
        while (!await IsHealthyAsync(client, page))
        {
            await Task.Delay(10);
        }

        return new DashboardProcess(process, page, grpc, Stopwatch.GetElapsedTime(started));
    }

    public Task<JsonElement> GetAsync(string path) => _client.GetFromJsonAsync<JsonElement>(path);

    public async Task<TimeSpan> TimeAsync(string path)
    {
        var started = Stopwatch.GetTimestamp();
        using var response = await _client.GetAsync(path);
        response.EnsureSuccessStatusCode();
        await response.Content.ReadAsByteArrayAsync();
        return Stopwatch.GetElapsedTime(started);
    }

    public void Dispose()
    {
        _client.Dispose();
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static async Task<bool> IsHealthyAsync(HttpClient client, int port)
    {
        try
        {
            using var response = await client.GetAsync($"http://127.0.0.1:{port}/health");
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
