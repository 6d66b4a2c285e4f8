using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Migration.Hosting.Runtime.Ports;

/// <summary>
/// Accepts connections on a public port and hands each to the next instance in turn; one that does not accept is passed over.
/// Exists only where one port stands for several instances, or for an instance that listens on another.
/// </summary>
internal sealed partial class RoundRobinForwarder : IAsyncDisposable
{
    private readonly IReadOnlyList<int> _targets;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Socket> _listeners = [];
    private readonly Task _accepting;
    private int _turn = -1;

    public RoundRobinForwarder(int publicPort, IReadOnlyList<int> targets, ILogger logger)
    {
        _targets = targets;
        _logger = logger;
        foreach (var address in new[] { IPAddress.Loopback, IPAddress.IPv6Loopback })
        {
            if (TryListen(address, publicPort) is { } listener)
            {
                _listeners.Add(listener);
            }
        }

        _accepting = Task.WhenAll(_listeners.Select(AcceptAsync));
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        foreach (var listener in _listeners)
        {
            listener.Dispose();
        }

        await _accepting;
        _stopping.Dispose();
    }

    private static Socket? TryListen(IPAddress address, int port)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen();
            return socket;
        }
        catch (SocketException) when (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            socket.Dispose();
            return null; // A machine without ::1 is served by 127.0.0.1 alone.
        }
    }

    private async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true)
            {
                _ = ForwardAsync(await listener.AcceptAsync(_stopping.Token));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            if (!_stopping.IsCancellationRequested)
            {
                Log.Stopped(_logger, exception);
            }
        }
    }

    private async Task ForwardAsync(Socket client)
    {
        try
        {
            using var incoming = new NetworkStream(client, ownsSocket: true);
            using var target = await ConnectAsync();
            if (target is null)
            {
                return;
            }

            client.NoDelay = true;
            target.NoDelay = true;
            using var outgoing = new NetworkStream(target, ownsSocket: true);
            var directions = new List<Task> { PumpAsync(incoming, outgoing), PumpAsync(outgoing, incoming) };
            while (directions.Count > 0)
            {
                var ended = await Task.WhenAny(directions);
                directions.Remove(ended);
                await ended;
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One of the two sides went away; leaving closes the other, which is what it would have seen without us.
        }
    }

    private async Task<Socket?> ConnectAsync()
    {
        var first = (uint)Interlocked.Increment(ref _turn);
        for (var attempt = 0; attempt < _targets.Count; attempt++)
        {
            var port = _targets[(int)((first + attempt) % (uint)_targets.Count)];
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), _stopping.Token);
                return socket;
            }
            catch (SocketException)
            {
                socket.Dispose(); // Not up, or down: the next one's turn.
            }
        }

        return null;
    }

    // Passes on the end of one direction alone: a client may close its side and still read the answer.
    private async Task PumpAsync(NetworkStream from, NetworkStream to)
    {
        await from.CopyToAsync(to, _stopping.Token);
        to.Socket.Shutdown(SocketShutdown.Send);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The forwarder in front of the instances does not accept connections any more.")]
        public static partial void Stopped(ILogger logger, Exception exception);
    }
}
