namespace Migration.SearchNode;

/// <summary>The node's own settings; see README.md.</summary>
internal sealed class NodeOptions
{
    public const int DefaultMaxContentLength = 100 * 1024 * 1024;
    public const int DefaultIndexBufferMegabytes = 64;

    /// <summary>Where the data lives; without it a temp folder, gone with the process.</summary>
    public required string Directory { get; init; }

    public required bool IsTemporary { get; init; }

    public string NodeName { get; init; } = "search";

    public string ClusterName { get; init; } = "migration";

    public long MaxContentLength { get; init; } = DefaultMaxContentLength;

    /// <summary>How many bytes of requests may be under way at once.</summary>
    public long RequestMemoryLimit { get; init; }

    /// <summary>How much an index keeps in memory before it writes a segment.</summary>
    public double IndexBufferMegabytes { get; init; } = DefaultIndexBufferMegabytes;

    public static NodeOptions From(IConfiguration configuration)
    {
        var directory = configuration["Storage:Directory"];
        var temporary = string.IsNullOrWhiteSpace(directory);
        return new NodeOptions
        {
            Directory = temporary
                ? System.IO.Directory.CreateTempSubdirectory("search-node-").FullName
                : Path.GetFullPath(directory!),
            IsTemporary = temporary,
            NodeName = configuration["Node:Name"] ?? "search",
            ClusterName = configuration["Cluster:Name"] ?? "migration",
            MaxContentLength = Positive(configuration, "Http:MaxContentLength", DefaultMaxContentLength),
            RequestMemoryLimit = Positive(
                configuration, "Memory:RequestLimit", Math.Max(DefaultMaxContentLength, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 10)),
            IndexBufferMegabytes = Positive(configuration, "Memory:IndexBufferMegabytes", DefaultIndexBufferMegabytes),
        };
    }

    private static long Positive(IConfiguration configuration, string name, long otherwise)
    {
        var text = configuration[name];
        if (string.IsNullOrWhiteSpace(text))
        {
            return otherwise;
        }

        return long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var value) && value > 0
            ? value
            : throw new InvalidOperationException($"Setting {name} is '{text}', expected a positive whole number.");
    }
}
