namespace Migration.FaultProxy.Proxies;

/// <summary>A proxy that is there from the start: the section <c>Proxies:{name}</c>.</summary>
internal sealed class ProxySettings
{
    /// <value>An address or a port alone, on loopback. Default: a free port.</value>
    public string? Listen { get; set; }

    /// <value>The server's address. Needed.</value>
    public string? Upstream { get; set; }

    /// <value>Default true.</value>
    public bool Enabled { get; set; } = true;

    /// <value>Default <see cref="ProxyProtocol.Tcp"/>.</value>
    public ProxyProtocol Protocol { get; set; }
}
