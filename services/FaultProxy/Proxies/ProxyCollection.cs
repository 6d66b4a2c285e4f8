using System.Collections.Concurrent;
using System.Net.Sockets;
using Migration.FaultProxy.Api;
using Migration.FaultProxy.Connections;
using Migration.FaultProxy.Toxics;

namespace Migration.FaultProxy.Proxies;

/// <summary>All proxies. One change at a time; a change that fails leaves everything as it was.</summary>
internal sealed class ProxyCollection(ProxyServices services) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Proxy> _proxies = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _gate = new(1);

    public IEnumerable<Proxy> All => _proxies.Values.OrderBy(proxy => proxy.Name, StringComparer.Ordinal);

    /// <exception cref="ApiException">There is none of that name.</exception>
    public Proxy Get(string name) => _proxies.TryGetValue(name, out var proxy) ? proxy : throw ApiException.ProxyNotFound();

    public async Task<Proxy> AddAsync(ProxyDefinition definition, CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(cancellationToken);
        return _proxies.ContainsKey(definition.Name)
            ? throw ApiException.ProxyAlreadyExists()
            : _proxies[definition.Name] = await CreateAsync(definition, CreateListener(definition), cancellationToken);
    }

    /// <summary>Makes each of these be there. One that is there already, with the same addresses, keeps its connections and toxics.</summary>
    public async Task<IReadOnlyList<Proxy>> PopulateAsync(IReadOnlyList<ProxyDefinition> definitions, CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(cancellationToken);
        var listeners = await PrepareAsync(definitions);
        var proxies = new List<Proxy>();
        foreach (var (definition, listener) in definitions.Zip(listeners))
        {
            proxies.Add(await ReplaceAsync(definition, listener, cancellationToken));
        }

        return proxies;
    }

    /// <summary>Changes a proxy's addresses, which ends its connections, or whether it is enabled. Its toxics stay.</summary>
    public async Task<Proxy> UpdateAsync(string name, Func<ProxyDefinition, ProxyDefinition> change, CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(cancellationToken);
        var proxy = Get(name);
        var definition = change(proxy.Definition);
        var listener = proxy.ListensOn(definition) ? null : CreateListener(definition);
        await ListenAsync(definition, () => proxy.ChangeAsync(definition, listener));
        return proxy;
    }

    public async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(cancellationToken);
        if (!_proxies.TryRemove(name, out var proxy))
        {
            throw ApiException.ProxyNotFound();
        }

        await proxy.DisposeAsync();
    }

    /// <summary>Enables every proxy and takes every fault away.</summary>
    public async Task ResetAsync(CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(cancellationToken);
        foreach (var proxy in All)
        {
            await ListenAsync(proxy.Definition, () => proxy.SetEnabledAsync(enabled: true));
            proxy.SetToxics([]);
            proxy.Gateway?.Faults.Clear();
        }
    }

    /// <summary>Replaces a proxy's toxics by what the change makes of them.</summary>
    public async Task ChangeToxicsAsync(string name, Func<IReadOnlyList<Toxic>, IReadOnlyList<Toxic>> change, CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(cancellationToken);
        var proxy = Get(name);
        proxy.SetToxics(change(proxy.Toxics));
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_proxies.Values.Select(proxy => proxy.DisposeAsync().AsTask()));
        _gate.Dispose();
    }

    private static async Task ListenAsync(ProxyDefinition definition, Func<Task> listen)
    {
        try
        {
            await listen();
        }
        catch (SocketException failure)
        {
            throw ApiException.CannotListen(definition.Listen, failure.Message);
        }
    }

    private ProxyListener CreateListener(ProxyDefinition definition)
    {
        try
        {
            return new ProxyListener(definition.Name, definition.ListenEndPoint, services);
        }
        catch (SocketException failure)
        {
            throw ApiException.CannotListen(definition.Listen, failure.Message);
        }
    }

    private async Task<Proxy> CreateAsync(ProxyDefinition definition, ProxyListener listener, CancellationToken cancellationToken)
    {
        Proxy? proxy = null;
        await ListenAsync(definition, async () => proxy = await Proxy.CreateAsync(definition, listener, services, cancellationToken));
        return proxy!;
    }

    /// <summary>A listener for each that needs another address than it has: where one cannot be had, nothing has happened yet.</summary>
    private async Task<List<ProxyListener?>> PrepareAsync(IReadOnlyList<ProxyDefinition> definitions)
    {
        var listeners = new List<ProxyListener?>();
        try
        {
            foreach (var definition in definitions)
            {
                var stays = _proxies.TryGetValue(definition.Name, out var proxy) && proxy.ListensOn(definition);
                listeners.Add(stays ? null : CreateListener(definition));
            }

            return listeners;
        }
        catch
        {
            foreach (var listener in listeners.OfType<ProxyListener>())
            {
                await listener.DisposeAsync();
            }

            throw;
        }
    }

    private async Task<Proxy> ReplaceAsync(ProxyDefinition definition, ProxyListener? listener, CancellationToken cancellationToken)
    {
        var known = _proxies.GetValueOrDefault(definition.Name);
        if (known is not null && known.IsSame(definition))
        {
            await known.SetEnabledAsync(definition.Enabled);
            return known;
        }

        if (known is not null)
        {
            definition = definition with { Listen = listener is null ? known.Definition.Listen : definition.Listen };
            _proxies.TryRemove(definition.Name, out _);
            await known.DisposeAsync();
        }

        return _proxies[definition.Name] = await CreateAsync(definition, listener ?? CreateListener(definition), cancellationToken);
    }

    private async Task<IDisposable> TakeTurnAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        return new Turn(_gate);
    }

    private sealed class Turn(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
