using System.Diagnostics;
using System.Globalization;
using Grpc.Net.Client;
using Migration.Contracts.Listings.V1;

namespace Migration.Listings.Benchmarks;

/// <summary>One of the servers, from the side of its client.</summary>
internal sealed class ServerProcess : IDisposable
{
    private const int Connections = 2;

    private readonly Process _process;
    private readonly HttpClient _http;
    private readonly GrpcChannel[] _channels;

    private ServerProcess(Process process, string grpc, string http)
    {
        _process = process;
        _http = new HttpClient { BaseAddress = new Uri(http) };
        _channels = [.. Enumerable.Range(0, Connections).Select(_ => GrpcChannel.ForAddress(grpc))];
        Clients = [.. _channels.Select(channel => new ListingsService.ListingsServiceClient(channel))];
    }

    public IReadOnlyList<ListingsService.ListingsServiceClient> Clients { get; }

    public static async Task<ServerProcess> StartAsync(string kind, string database)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [kind, database])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        var process = Process.Start(start)!;
        var addresses = (await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"the {kind} did not start")).Split(' ');
        return new ServerProcess(process, addresses[0], addresses[1]);
    }

    /// <summary>What the process has taken since it began.</summary>
    public async Task<ServerCost> SpentAsync()
    {
        var allocated = long.Parse(await _http.GetStringAsync(new Uri("/allocated", UriKind.Relative)), CultureInfo.InvariantCulture);
        _process.Refresh();
        return new ServerCost(allocated, _process.TotalProcessorTime);
    }

    public void Dispose()
    {
        Array.ForEach(_channels, channel => channel.Dispose());
        _http.Dispose();
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(5)))
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
