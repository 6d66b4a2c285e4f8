using System.Net.Sockets;
using System.Text;

namespace Migration.FaultProxy.Tests.Fixture;

/// <summary>A test with a service of its own and, for bytes, a connection through a proxy named p.</summary>
public abstract class ProxyTest(TestContext testContext)
{
    private readonly List<IAsyncDisposable> _asyncDisposables = [];
    private readonly List<IDisposable> _disposables = [];

    protected CancellationToken CancellationToken => testContext.CancellationToken;

    private protected ProxyHost Host { get; private set; } = null!;

    [TestInitialize]
    public async Task StartAsync() => Host = Keep(await ProxyHost.StartAsync(CancellationToken));

    [TestCleanup]
    public async Task EndAsync()
    {
        foreach (var disposable in _disposables.AsEnumerable().Reverse())
        {
            disposable.Dispose();
        }

        foreach (var disposable in _asyncDisposables.AsEnumerable().Reverse())
        {
            await disposable.DisposeAsync();
        }
    }

    private protected T Keep<T>(T disposable)
    {
        if (disposable is IAsyncDisposable asyncDisposable)
        {
            _asyncDisposables.Add(asyncDisposable);
        }
        else
        {
            _disposables.Add((IDisposable)disposable!);
        }

        return disposable;
    }

    /// <summary>A client and a server, connected through proxy p.</summary>
    private protected async Task<(Socket Client, Socket Server)> ConnectAsync()
    {
        var server = Keep(new ByteServer());
        var address = await Host.CreateProxyAsync(server.Address);
        return await ConnectAsync(server, address);
    }

    private protected async Task<(Socket Client, Socket Server)> ConnectAsync(ByteServer server, string address)
    {
        var accepting = server.AcceptAsync(CancellationToken);
        var client = Keep(await Host.ConnectAsync(address));
        return (client, await accepting);
    }

    private protected async Task SendAsync(Socket socket, string text) => await socket.SendAsync(Encoding.UTF8.GetBytes(text), CancellationToken);

    /// <summary>Reads so many bytes; fewer only where the stream ends before.</summary>
    private protected async Task<string> ReceiveAsync(Socket socket, int length)
    {
        var buffer = new byte[length];
        var read = 0;
        while (read < length && await socket.ReceiveAsync(buffer.AsMemory(read), CancellationToken) is > 0 and var more)
        {
            read += more;
        }

        return Encoding.UTF8.GetString(buffer, 0, read);
    }
}
