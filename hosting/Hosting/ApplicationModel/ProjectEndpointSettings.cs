namespace Aspire.Hosting.ApplicationModel;

/// <summary>How the endpoints of a project become environment variables.</summary>
internal sealed class ProjectEndpointSettings
{
    private readonly List<Func<EndpointAnnotation, bool>> _filters = [];

    /// <summary>The endpoint that was added for HTTPS because the project asked for none; it yields to the user's own.</summary>
    internal EndpointAnnotation? DefaultHttpsEndpoint { get; set; }

    internal void AddFilter(Func<EndpointAnnotation, bool> filter) => _filters.Add(filter);

    /// <summary>True when the endpoint is told to the process by ASPNETCORE_URLS and its kin.</summary>
    internal bool IsInjected(EndpointAnnotation endpoint) =>
        endpoint.UriScheme is "http" or "https"
        && endpoint.TargetPortEnvironmentVariable is null
        && _filters.TrueForAll(filter => filter(endpoint));
}
