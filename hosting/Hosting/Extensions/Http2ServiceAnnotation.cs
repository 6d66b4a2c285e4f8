using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Makes the HTTP endpoints of a resource speak HTTP/2, those that are added later too.</summary>
internal sealed class Http2ServiceAnnotation : IResourceAnnotation
{
    internal static void ApplyTo(EndpointAnnotation endpoint)
    {
        if (endpoint.IsHttpScheme)
        {
            endpoint.Transport = "http2";
        }
    }
}
