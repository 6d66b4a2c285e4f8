using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>A service that runs elsewhere and is neither started nor stopped.</summary>
public sealed class ExternalServiceResource : Resource
{
    /// <summary>A service at a known address.</summary>
    /// <param name="name">The name.</param>
    /// <param name="uri">An absolute URI with the path <c>/</c>.</param>
    public ExternalServiceResource(string name, Uri uri)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(uri);
        if (ExternalServiceAddress.FindProblem(uri) is { } problem)
        {
            throw new ArgumentException(problem, nameof(uri));
        }

        Uri = uri;
    }

    /// <summary>A service whose address is a parameter.</summary>
    /// <param name="name">The name.</param>
    /// <param name="urlParameter">The parameter.</param>
    public ExternalServiceResource(string name, ParameterResource urlParameter)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(urlParameter);
        UrlParameter = urlParameter;
    }

    /// <summary>The address; null when it is a parameter.</summary>
    public Uri? Uri { get; }

    /// <summary>The parameter with the address; null when the address is known.</summary>
    public ParameterResource? UrlParameter { get; }
}
