namespace Aspire.Hosting.ApplicationModel;

/// <summary>The networks that every model knows.</summary>
public static class KnownNetworkIdentifiers
{
    /// <summary>The loopback network of this machine, on which processes run.</summary>
    public static readonly NetworkIdentifier LocalhostNetwork = new("localhost");

    /// <summary>The network that the containers of an application share.</summary>
    public static readonly NetworkIdentifier DefaultAspireContainerNetwork = new("aspire-container-network");

    /// <summary>Everywhere else.</summary>
    public static readonly NetworkIdentifier PublicInternet = new(".");
}
