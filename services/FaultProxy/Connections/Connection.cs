using System.Net.Sockets;
using Migration.FaultProxy.Toxics;

namespace Migration.FaultProxy.Connections;

/// <summary>A client's connection and the one that was made to the server for it.</summary>
internal sealed class Connection : IDisposable
{
    private readonly Socket _client;
    private readonly Socket _server;
    private readonly Link _upstream;
    private readonly Link _downstream;
    private bool _isClosed;

    public Connection(Socket client, Socket server, ConnectionContext context)
    {
        (_client, _server) = (client, server);
        client.NoDelay = true;
        server.NoDelay = true;
        _upstream = new Link(client, server, StreamDirection.Upstream, context);
        _downstream = new Link(server, client, StreamDirection.Downstream, context);
        (_upstream.Opposite, _downstream.Opposite) = (_downstream, _upstream);
    }

    public void Apply(IReadOnlyCollection<Toxic> toxics)
    {
        _upstream.Apply(toxics);
        _downstream.Apply(toxics);
    }

    /// <summary>Carries both ways until both have finished, or one of them ends the connection.</summary>
    public Task RunAsync() => Task.WhenAll(RunAsync(_upstream), RunAsync(_downstream));

    /// <summary>Closes both sockets.</summary>
    public void Dispose() => Close(LinkEnding.Close);

    private async Task RunAsync(Link link)
    {
        var ending = await link.RunAsync();
        if (ending != LinkEnding.Finished)
        {
            Close(ending);
        }
    }

    private void Close(LinkEnding ending)
    {
        // The first word counts: what follows from it, in the other direction, is no ending of its own.
        if (Interlocked.Exchange(ref _isClosed, true))
        {
            return;
        }

        Socket[] sockets = [_client, _server];
        if (ending == LinkEnding.Reset)
        {
            Array.ForEach(sockets, SocketReset.Prepare);
        }

        // First, for a socket that is disposed while somebody receives is reset, whatever it was told.
        _upstream.Dispose();
        _downstream.Dispose();
        Array.ForEach(sockets, socket => socket.Dispose());
    }
}
