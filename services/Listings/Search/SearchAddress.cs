namespace Migration.Listings.Search;

/// <summary>Where the search node is; null where none is configured.</summary>
internal sealed record SearchAddress(Uri? Url)
{
    private const string Name = "search";

    /// <summary>
    /// <c>ConnectionStrings:search</c>, an address; else <c>services:search:…</c> of service discovery, by its name.
    /// </summary>
    /// <exception cref="InvalidOperationException">The connection string is no address.</exception>
    public static SearchAddress From(IConfiguration configuration)
    {
        var connectionString = configuration.GetConnectionString(Name);
        if (!string.IsNullOrWhiteSpace(connectionString))
        {
            return Uri.TryCreate(connectionString, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
                ? new SearchAddress(url)
                : throw new InvalidOperationException($"ConnectionStrings:{Name} must be an http or https address, for example http://localhost:9200.");
        }

        return new SearchAddress(configuration.GetSection($"services:{Name}").Exists() ? new Uri($"https+http://{Name}") : null);
    }
}
