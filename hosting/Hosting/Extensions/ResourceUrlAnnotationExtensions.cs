using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Copies links.</summary>
internal static class ResourceUrlAnnotationExtensions
{
    internal static ResourceUrlAnnotation For(this ResourceUrlAnnotation link, EndpointReference endpoint) => new()
    {
        Url = link.Url,
        DisplayText = link.DisplayText,
        DisplayLocation = link.DisplayLocation,
        DisplayOrder = link.DisplayOrder,
        Endpoint = endpoint,
    };
}
