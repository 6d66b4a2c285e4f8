namespace Aspire.Hosting.ApplicationModel;

/// <summary>The allocated endpoint as it is reached from one network.</summary>
/// <param name="Snapshot">The endpoint, once allocated.</param>
/// <param name="NetworkID">The network.</param>
public record NetworkEndpointSnapshot(ValueSnapshot<AllocatedEndpoint> Snapshot, NetworkIdentifier NetworkID);
