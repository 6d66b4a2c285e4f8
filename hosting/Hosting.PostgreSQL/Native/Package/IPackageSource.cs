namespace Migration.Hosting.PostgreSQL;

/// <summary>Programs that can be fetched when none are installed.</summary>
internal interface IPackageSource
{
    /// <summary>What is fetched, for an error message.</summary>
    public string Description { get; }

    /// <summary>The major version that it holds; null when there is none for this platform.</summary>
    public int? Major { get; }

    /// <summary>The programs, fetched now if they are not in the cache; or why they cannot be had.</summary>
    public Task<BinaryCheck> GetAsync(CancellationToken cancellationToken);
}
