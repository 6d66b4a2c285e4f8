namespace Migration.Hosting.PostgreSQL;

/// <summary>A server to be prepared.</summary>
internal sealed record ServerRequest
{
    /// <summary>The resource's name; shown in the titles of the server's processes.</summary>
    public required string Name { get; init; }

    /// <summary>The absolute path of the data folder. It need not exist.</summary>
    public required string Folder { get; init; }

    /// <summary>Whether the folder outlives the environment; else it is deleted with it.</summary>
    public bool IsKept { get; init; }

    /// <summary>The TCP port to listen on, on loopback alone.</summary>
    public required int Port { get; init; }

    /// <summary>The superuser that can log in.</summary>
    public required string UserName { get; init; }

    /// <summary>Its password.</summary>
    public required string Password { get; init; }

    /// <summary>Whether a commit is on disk before it is acknowledged.</summary>
    public bool IsDurable { get; init; } = true;

    /// <summary>A folder with *.sql files, or one such file, to run once on a new data folder; null for none.</summary>
    public string? InitFiles { get; init; }

    /// <summary>Arguments that outrank all others.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];
}
