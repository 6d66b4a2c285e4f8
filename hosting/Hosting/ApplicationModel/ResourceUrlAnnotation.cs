using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A URL that is shown for a resource.</summary>
[DebuggerDisplay("Url = {Url}, DisplayText = {DisplayText}")]
public sealed class ResourceUrlAnnotation : IResourceAnnotation
{
    /// <summary>The place among the URLs of the resource; higher comes first, null counts as 0.</summary>
#pragma warning disable CA1051 // A field in the imitated surface too.
    public int? DisplayOrder;
#pragma warning restore CA1051

    /// <summary>The URL, absolute or, with an endpoint, a path below it.</summary>
    public required string Url { get; set; }

    /// <summary>What is shown instead of the URL; null shows the URL.</summary>
    public string? DisplayText { get; set; }

    /// <summary>The endpoint that the URL belongs to; null when it belongs to none.</summary>
    public EndpointReference? Endpoint { get; init; }

    /// <summary>Where the URL is shown.</summary>
    public UrlDisplayLocation DisplayLocation { get; set; }
}
