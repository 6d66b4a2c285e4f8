namespace Migration.Hosting.PostgreSQL;

/// <summary>Where the server's programs may come from when <c>Postgres:BinDirectory</c> is not set.</summary>
internal enum DiscoveryMode
{
    /// <summary>An installed PostgreSQL, else the package.</summary>
    Auto,

    /// <summary>An installed PostgreSQL alone; nothing is fetched.</summary>
    Installed,

    /// <summary>The package alone, as if nothing were installed.</summary>
    Package,
}
