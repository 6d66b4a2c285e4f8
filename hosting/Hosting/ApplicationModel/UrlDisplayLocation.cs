namespace Aspire.Hosting.ApplicationModel;

/// <summary>Where the URL of a resource is shown.</summary>
public enum UrlDisplayLocation
{
    /// <summary>In the table of resources and in the details of the resource.</summary>
    SummaryAndDetails = 0,

    /// <summary>In the details alone.</summary>
    DetailsOnly = 1,
}
