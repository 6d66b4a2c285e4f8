using System.Net;

namespace Migration.FaultProxy.Proxies;

/// <summary>What somebody asks of a proxy.</summary>
/// <param name="Name">Unique.</param>
/// <param name="Listen">An address that <see cref="ProxyAddress.ParseListen"/> has accepted.</param>
/// <param name="Upstream">An address that <see cref="ProxyAddress.ParseUpstream"/> has accepted.</param>
/// <param name="Enabled">Whether it takes connections.</param>
/// <param name="Protocol">What it understands of them.</param>
internal sealed record ProxyDefinition(string Name, string Listen, string Upstream, bool Enabled, ProxyProtocol Protocol)
{
    public IPEndPoint ListenEndPoint => ProxyAddress.ParseListen(Listen);

    public EndPoint UpstreamEndPoint => ProxyAddress.ParseUpstream(Upstream);
}
