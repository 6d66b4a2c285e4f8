using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;
using Migration.Hosting.Runtime.Notices;
using Migration.Hosting.Runtime.Settings;

namespace Migration.Hosting.Runtime.Ports;

/// <summary>
/// Gives every endpoint its ports. The process listens on the public port itself; only several instances, or a public port that
/// differs from the one the process insists on, put a forwarder between.
/// </summary>
internal sealed class EndpointAllocator(
    IPortReserver reserver, PortSettings portSettings, RuntimeSettings settings, NoticeBoard notices) : IDisposable
{
    private readonly List<IPortReservation> _held = [];

    /// <summary>
    /// Reserves and announces the ports of some resources: the wanted ones of all of them first, so that none of them is given away
    /// as a free one.
    /// </summary>
    /// <returns>The ports of every endpoint of every resource.</returns>
    /// <exception cref="DistributedApplicationException">A port that somebody insists on is taken.</exception>
    public IReadOnlyDictionary<IResource, IReadOnlyList<EndpointPorts>> Allocate(IReadOnlyList<IResource> resources)
    {
        var endpoints = resources
            .SelectMany(resource => resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => (Resource: resource, Endpoint: endpoint)))
            .Where(entry => entry.Endpoint.AllocatedEndpoint is null)
            .ToList();
        var wanted = endpoints.ConvertAll(entry => ReserveWanted(entry.Resource, entry.Endpoint));
        var allocated = endpoints.Select((entry, index) => (entry.Resource, Ports: Complete(entry.Resource, entry.Endpoint, wanted[index])));
        return allocated
            .GroupBy(entry => entry.Resource)
            .ToDictionary(group => group.Key, IReadOnlyList<EndpointPorts> (group) => [.. group.Select(entry => entry.Ports)]);
    }

    public void Dispose()
    {
        foreach (var reservation in _held)
        {
            reservation.Dispose();
        }

        _held.Clear();
    }

    private int? ReserveWanted(IResource resource, EndpointAnnotation endpoint)
    {
        if (portSettings.Find(resource, endpoint) is var (key, explicitPort))
        {
            return Hold(reserver.TryReserve(explicitPort)) ?? throw new DistributedApplicationException(
                $"The setting {key} gives port {explicitPort} to the endpoint '{endpoint.Name}' of resource '{resource.Name}', but {DescribeHolder(explicitPort)}. "
                + $"Free the port, or change or remove {key}.");
        }

        var fixedTarget = GetFixedTarget(resource, endpoint);
        var port = GetDefault(endpoint) ?? (NeedsOwnTarget(resource) ? null : fixedTarget);
        if (port is null)
        {
            return null;
        }

        if (Hold(reserver.TryReserve(port.Value)) is { } reserved)
        {
            return reserved;
        }

        if (port == fixedTarget)
        {
            throw new DistributedApplicationException(
                $"Resource '{resource.Name}' insists on port {port} for its endpoint '{endpoint.Name}' (targetPort), but {DescribeHolder(port.Value)}. "
                + "Free the port, or change targetPort.");
        }

        var instead = Hold(reserver.ReserveFree())!.Value;
        notices.Post(new EngineNotice(
            resource.Name,
            LogLevel.Warning,
            $"Port {port} of '{resource.Name}' ({endpoint.Name}) is taken: {DescribeHolder(port.Value)}. It uses port {instead} in this run."));
        return instead;
    }

    private EndpointPorts Complete(IResource resource, EndpointAnnotation endpoint, int? wanted)
    {
        var publicPort = wanted ?? Hold(reserver.ReserveFree())!.Value;
        var replicas = Replicas(resource);
        var fixedTarget = GetFixedTarget(resource, endpoint);
        int[] targets = NeedsOwnTarget(resource)
            ? [.. Enumerable.Range(0, replicas).Select(_ => Hold(reserver.ReserveFree())!.Value)]
            : [fixedTarget ?? publicPort];
        var ports = new EndpointPorts(endpoint.Name, publicPort, targets);
        endpoint.AllocatedEndpoint = new AllocatedEndpoint(
            endpoint,
            IsAnyOrLocal(endpoint.TargetHost) ? KnownHostNames.Localhost : endpoint.TargetHost,
            publicPort,
            EndpointBindingMode.SingleAddress,
            targets.Length > 1 ? InstanceTokens.TargetPort(endpoint.Name) : targets[0].ToString(CultureInfo.InvariantCulture));
        return ports;
    }

    /// <summary>The port of the model. A test takes any free one instead, unless the resource said that nothing stands before it.</summary>
    private int? GetDefault(EndpointAnnotation endpoint) => settings.IsThrowAway && endpoint.IsProxied ? null : endpoint.Port;

    /// <summary>
    /// The port that the process listens on whatever it is told. A container's is one inside it, and nothing here is inside one; a
    /// process that reads its port from a variable goes where it is sent.
    /// </summary>
    private static int? GetFixedTarget(IResource resource, EndpointAnnotation endpoint) =>
        resource is ContainerResource || !endpoint.IsProxied || endpoint.TargetPortEnvironmentVariable is not null ? null : endpoint.TargetPort;

    private static bool NeedsOwnTarget(IResource resource) => Replicas(resource) > 1;

    private static int Replicas(IResource resource) => resource.Annotations.OfType<ReplicaAnnotation>().LastOrDefault()?.Replicas ?? 1;

    private static bool IsAnyOrLocal(string host) => host is KnownHostNames.Localhost or "*" or "+" or "0.0.0.0" or "::" or "[::]";

    private string DescribeHolder(int port) =>
        reserver.DescribeHolder(port) is { } holder ? $"{holder} listens on it" : "another program or environment has it";

    private int? Hold(IPortReservation? reservation)
    {
        if (reservation is null)
        {
            return null;
        }

        _held.Add(reservation);
        return reservation.Port;
    }
}
