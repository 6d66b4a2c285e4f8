using System.Text.Json.Serialization;
using Migration.FaultProxy.Proxies;

namespace Migration.FaultProxy.Api;

/// <summary>A proxy in an answer. One of bytes has Toxiproxy's fields and no other.</summary>
internal sealed record ProxyDocument(
    string Name,
    string Listen,
    string Upstream,
    bool Enabled,
    IReadOnlyList<ToxicDocument> Toxics,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Protocol)
{
    public const string Tcp = "tcp";
    public const string Grpc = "grpc";

    public static ProxyDocument Of(Proxy proxy)
    {
        var definition = proxy.Definition;
        return new ProxyDocument(
            definition.Name,
            definition.Listen,
            definition.Upstream,
            definition.Enabled,
            [.. proxy.Toxics.Select(ToxicDocument.Of)],
            definition.Protocol == ProxyProtocol.Grpc ? Grpc : null);
    }
}
