using Migration.FaultProxy.Proxies;

namespace Migration.FaultProxy.Api;

/// <summary>A proxy in a request; what is null was not said.</summary>
internal sealed record ProxyInput(string? Name, string? Listen, string? Upstream, bool? Enabled, string? Protocol)
{
    /// <param name="place">Where in a list this is, for the message; empty for a single one.</param>
    public ProxyDefinition ToDefinition(string place = "")
    {
        if (string.IsNullOrEmpty(Name))
        {
            throw ApiException.MissingField("name" + place);
        }

        if (string.IsNullOrEmpty(Upstream))
        {
            throw ApiException.MissingField("upstream" + place);
        }

        return Checked(new ProxyDefinition(Name, Listen ?? string.Empty, Upstream, Enabled ?? true, ParseProtocol()));
    }

    /// <summary>What is not said stays; a proxy's name and protocol stay in any case.</summary>
    public ProxyDefinition Over(ProxyDefinition known) => Checked(known with
    {
        Listen = Listen ?? known.Listen,
        Upstream = string.IsNullOrEmpty(Upstream) ? known.Upstream : Upstream,
        Enabled = Enabled ?? known.Enabled,
    });

    private static ProxyDefinition Checked(ProxyDefinition definition)
    {
        try
        {
            _ = definition.ListenEndPoint;
        }
        catch (FormatException failure)
        {
            throw ApiException.BadRequestBody($"listen {failure.Message}");
        }

        try
        {
            _ = definition.UpstreamEndPoint;
        }
        catch (FormatException failure)
        {
            throw ApiException.BadRequestBody($"upstream {failure.Message}");
        }

        return definition;
    }

    private ProxyProtocol ParseProtocol() => Protocol switch
    {
        null or "" or ProxyDocument.Tcp => ProxyProtocol.Tcp,
        ProxyDocument.Grpc => ProxyProtocol.Grpc,
        _ => throw ApiException.BadRequestBody($"protocol '{Protocol}' is unknown, can be either {ProxyDocument.Tcp} or {ProxyDocument.Grpc}"),
    };
}
