using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Migration.FaultProxy.Connections;
using Migration.FaultProxy.Toxics;

namespace Migration.FaultProxy.Proxies;

/// <summary>
/// Accepts a proxy's clients and connects each to the server. It keeps its port from construction to disposal by a socket that is bound and does
/// not listen, so that nobody else can have it while the proxy is disabled; meanwhile the kernel refuses connections.
/// </summary>
internal sealed partial class ProxyListener : IAsyncDisposable
{
    private const int Backlog = 512;

    private readonly string _name;
    private readonly ProxyServices _services;
    private readonly ILogger _logger;
    private readonly Socket _reservation;
    private readonly HashSet<Connection> _open = [];
    private readonly Lock _gate = new();
    private IReadOnlyList<Toxic> _toxics = [];
    private Socket? _listener;
    private CancellationTokenSource _stopped = new();
    private Task _accepting = Task.CompletedTask;

    /// <exception cref="SocketException">The address cannot be had.</exception>
    public ProxyListener(string name, IPEndPoint address, ProxyServices services)
    {
        (_name, _services) = (name, services);
        _logger = services.Loggers.CreateLogger<ProxyListener>();
        _reservation = Bind(address);
        Address = (IPEndPoint)_reservation.LocalEndPoint!;
        Upstream = Address;
    }

    public IPEndPoint Address { get; }

    /// <summary>For connections that come after.</summary>
    public EndPoint Upstream { get; set; }

    public bool IsListening => _listener is not null;

    /// <exception cref="SocketException">Somebody else listens there.</exception>
    public void Start()
    {
        if (_listener is not null)
        {
            return;
        }

        var listener = Bind(Address);
        try
        {
            listener.Listen(Backlog);
        }
        catch
        {
            listener.Dispose();
            throw;
        }

        _listener = listener;
        _stopped = new CancellationTokenSource();
        _accepting = AcceptAsync(listener, _stopped.Token);
        Log.Listening(_logger, _name, Address, Upstream);
    }

    /// <summary>Refuses connections and ends those that are open; returns when they have ended.</summary>
    public async Task StopAsync()
    {
        if (_listener is null)
        {
            return;
        }

        await _stopped.CancelAsync();
        _listener.Dispose();
        _listener = null;
        Connection[] open;
        lock (_gate)
        {
            open = [.. _open];
        }

        foreach (var connection in open)
        {
            connection.Dispose();
        }

#pragma warning disable VSTHRD003 // Began with Start, on no thread that waits for it.
        await _accepting;
#pragma warning restore VSTHRD003
        _stopped.Dispose();
        Log.Stopped(_logger, _name, Address);
    }

    public void Apply(IReadOnlyList<Toxic> toxics)
    {
        lock (_gate)
        {
            _toxics = toxics;
            foreach (var connection in _open)
            {
                connection.Apply(toxics);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _reservation.Dispose();
    }

    private static Socket Bind(IPEndPoint address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(address);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Returns when the listener is closed and every connection has ended.</summary>
    private async Task AcceptAsync(Socket listener, CancellationToken cancellationToken)
    {
        var serving = new ConcurrentDictionary<Task, bool>();
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var client = await listener.AcceptAsync(cancellationToken);
                var task = ServeAsync(client, cancellationToken);
                serving.TryAdd(task, true);
                _ = task.ContinueWith(done => serving.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
            catch (Exception failure) when (failure is OperationCanceledException or ObjectDisposedException)
            {
                break;
            }
            catch (SocketException failure)
            {
                // The client left again before it was accepted, or there are no file handles: the next may have more luck.
                Log.NotAccepted(_logger, _name, failure.Message);
            }
        }

        await Task.WhenAll(serving.Keys);
    }

    private async Task ServeAsync(Socket client, CancellationToken cancellationToken)
    {
        if (await ConnectAsync(cancellationToken) is not { } server)
        {
            // The client's connect has succeeded: a reset is the nearest to the refusal that it would have met without a proxy.
            SocketReset.Prepare(client);
            client.Dispose();
            return;
        }

        using var connection = new Connection(client, server, new ConnectionContext(_name, _services));
        _services.Metrics.Opened(_name);
        try
        {
            Begin(connection, cancellationToken);
            await connection.RunAsync();
        }
        finally
        {
            lock (_gate)
            {
                _open.Remove(connection);
            }

            _services.Metrics.Closed(_name);
        }
    }

    /// <summary>From here on every change of the toxics reaches it, and so does the end of the listener.</summary>
    private void Begin(Connection connection, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            connection.Apply(_toxics);
            _open.Add(connection);
            if (cancellationToken.IsCancellationRequested)
            {
                connection.Dispose();
            }
        }
    }

    private async Task<Socket?> ConnectAsync(CancellationToken cancellationToken)
    {
        var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await server.ConnectAsync(Upstream, cancellationToken);
            return server;
        }
        catch (SocketException failure)
        {
            Log.NotConnected(_logger, _name, Upstream, failure.Message);
        }
        catch (OperationCanceledException)
        {
            // The proxy was disabled meanwhile.
        }

        server.Dispose();
        return null;
    }
}
