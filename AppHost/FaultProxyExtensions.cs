namespace Migration.AppHost;

/// <summary>A proxy for each road between two parts, named <c>from-to</c>. The parts do not notice: only the address that they are given is another.</summary>
internal static class FaultProxyExtensions
{
    private const string Loopback = "127.0.0.1";

    /// <summary>The program that runs the proxies; its own endpoint is Toxiproxy's API.</summary>
    public static IResourceBuilder<ProjectResource> AddFaultProxy(this IDistributedApplicationBuilder builder)
        => builder.AddProject<Projects.FaultProxy>("faultproxy")
            .WithHttpHealthCheck("/health", endpointName: "http");

    /// <summary>Between a service and a database that it refers to.</summary>
    public static IResourceBuilder<ProjectResource> StandBetween(
        this IResourceBuilder<ProjectResource> faults, IResourceBuilder<ProjectResource> from, IResourceBuilder<PostgresDatabaseResource> to)
    {
        var port = faults.AddRoad($"{from.Resource.Name}-{to.Resource.Name}", to.Resource.Parent.PrimaryEndpoint);

        // In a connection string the last word counts.
        from.WithEnvironment(
                $"ConnectionStrings__{to.Resource.Name}",
                ReferenceExpression.Create($"{to.Resource.ConnectionStringExpression};Host={Loopback};Port={port}"))
            .WaitFor(faults);
        return faults;
    }

    /// <summary>Between two services.</summary>
    public static IResourceBuilder<ProjectResource> StandBetween(
        this IResourceBuilder<ProjectResource> faults, IResourceBuilder<ProjectResource> from, IResourceBuilder<ProjectResource> to, string endpoint)
    {
        var road = $"{from.Resource.Name}-{to.Resource.Name}";
        var port = faults.AddRoad(road, to.GetEndpoint(endpoint));
        if (string.Equals(endpoint, "grpc", StringComparison.Ordinal))
        {
            faults.WithEnvironment($"Proxies__{road}__Protocol", "grpc");
        }

        from.WithEnvironment($"services__{to.Resource.Name}__{endpoint}__0", ReferenceExpression.Create($"http://{Loopback}:{port}"))
            .WaitFor(faults);
        return faults;
    }

    private static EndpointReferenceExpression AddRoad(this IResourceBuilder<ProjectResource> faults, string road, EndpointReference upstream)
    {
        faults.WithEndpoint(scheme: "tcp", name: road, env: $"Proxies__{road}__Listen")
            .WithEnvironment($"Proxies__{road}__Upstream", ReferenceExpression.Create($"{upstream.Property(EndpointProperty.HostAndPort)}"));
        return faults.GetEndpoint(road).Property(EndpointProperty.Port);
    }
}
