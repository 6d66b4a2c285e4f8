using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace Migration.Hosting.TestHost;

/// <summary>
/// A service that answers HTTP on the port in PORT with its process id. Words change its ways: <c>unhealthy</c> answers 503,
/// <c>exit=N</c> ends with that code instead of serving, <c>stubborn</c> ignores SIGTERM.
/// </summary>
internal static class TestService
{
    public static async Task<int> RunAsync(string[] words)
    {
        Console.WriteLine($"service {Environment.ProcessId} {string.Join(' ', words)}");
        if (Array.Find(words, word => word.StartsWith("exit=", StringComparison.Ordinal)) is { } exit)
        {
            await Console.Error.WriteLineAsync("cannot read the configuration file");
            return int.Parse(exit["exit=".Length..], CultureInfo.InvariantCulture);
        }

        using var stopping = new CancellationTokenSource();
        var isStubborn = words.Contains("stubborn", StringComparer.Ordinal);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            Console.WriteLine(isStubborn ? "SIGTERM ignored" : "stopping");
            if (!isStubborn)
            {
                stopping.Cancel();
            }
        });
        try
        {
            await ServeAsync(words.Contains("unhealthy", StringComparer.Ordinal) ? "503 Service Unavailable" : "200 OK", stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // Asked to stop.
        }

        return 0;
    }

    private static async Task ServeAsync(string status, CancellationToken cancellationToken)
    {
        var port = int.Parse(Environment.GetEnvironmentVariable("PORT") ?? "0", CultureInfo.InvariantCulture);
        using var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        Console.WriteLine($"listening on {port}");
        while (true)
        {
            using var client = await listener.AcceptTcpClientAsync(cancellationToken);
            await AnswerAsync(client, status, cancellationToken);
        }
    }

    private static async Task AnswerAsync(TcpClient client, string status, CancellationToken cancellationToken)
    {
        try
        {
            var stream = client.GetStream();
            var request = new byte[4096];
            _ = await stream.ReadAsync(request, cancellationToken);
            var body = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
            await stream.WriteAsync(
                Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"), cancellationToken);
        }
        catch (IOException)
        {
            // The client went away.
        }
    }
}
