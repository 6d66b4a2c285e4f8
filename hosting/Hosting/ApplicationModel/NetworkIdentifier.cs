namespace Aspire.Hosting.ApplicationModel;

/// <summary>Names a network from which endpoints are reached.</summary>
/// <param name="Value">The name of the network.</param>
public record NetworkIdentifier(string Value);
