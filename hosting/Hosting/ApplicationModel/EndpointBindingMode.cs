namespace Aspire.Hosting.ApplicationModel;

/// <summary>On which addresses an endpoint listens.</summary>
public enum EndpointBindingMode
{
    /// <summary>On one address.</summary>
    SingleAddress = 0,

    /// <summary>On all addresses of both IP versions.</summary>
    DualStackAnyAddresses = 1,

    /// <summary>On all IPv4 addresses.</summary>
    IPv4AnyAddresses = 2,

    /// <summary>On all IPv6 addresses.</summary>
    IPv6AnyAddresses = 3,
}
