namespace Migration.Hosting.Runtime.Ports;

/// <summary>The ports of one endpoint.</summary>
/// <param name="EndpointName">The endpoint.</param>
/// <param name="PublicPort">Where clients connect.</param>
/// <param name="TargetPorts">Where the instances listen, one each. The public port itself when there is one instance and no forwarder.</param>
internal sealed record EndpointPorts(string EndpointName, int PublicPort, IReadOnlyList<int> TargetPorts)
{
    public bool NeedsForwarder => TargetPorts.Count > 1 || TargetPorts[0] != PublicPort;
}
