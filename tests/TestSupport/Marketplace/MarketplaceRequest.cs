namespace Migration.TestSupport.Marketplace;

/// <summary>A request to the monolith.</summary>
/// <param name="Method">GET, POST, PUT, DELETE, …</param>
/// <param name="Path">With the query.</param>
public sealed record MarketplaceRequest(HttpMethod Method, string Path)
{
    /// <summary>The number or e-mail address of a user of the seed; null for nobody.</summary>
    public object? User { get; init; }

    /// <summary>What becomes JSON; null for none.</summary>
    public object? Body { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether the services may record spans of it. A crowd asks them not to: ten thousand traces would be most of their work.</summary>
    public bool IsTraced { get; init; } = true;

    /// <summary>The router's name of the operation, if it is to be counted.</summary>
    public string? Operation { get; init; }
}
