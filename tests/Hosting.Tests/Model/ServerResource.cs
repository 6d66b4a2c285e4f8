using Aspire.Hosting.ApplicationModel;

namespace Migration.Hosting.Tests.Model;

/// <summary>A database server as an AppHost's own code would write one: only the expression is given.</summary>
internal sealed class ServerResource(string name) : ContainerResource(name), IResourceWithConnectionString
{
    private EndpointReference Endpoint => new(this, "tcp");

    public ReferenceExpression ConnectionStringExpression =>
        ReferenceExpression.Create($"Host={Endpoint.Property(EndpointProperty.Host)};Port={Endpoint.Property(EndpointProperty.Port)}");

    public IEnumerable<KeyValuePair<string, ReferenceExpression>> GetConnectionProperties() =>
    [
        new("Host", ReferenceExpression.Create($"{Endpoint.Property(EndpointProperty.Host)}")),
        new("Port", ReferenceExpression.Create($"{Endpoint.Property(EndpointProperty.Port)}")),
    ];
}
