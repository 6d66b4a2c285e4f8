namespace Migration.Hosting.ResourceService.Contract;


/// <summary>A line of the stream of resources.</summary>
internal sealed record ResourceMessage(string Type)
{
    public const string Snapshot = "snapshot";
    public const string Change = "change";
    public const string Ping = "ping";

    /// <summary>With a snapshot: which form of the contract this is.</summary>
    public int? Contract { get; init; }

    /// <summary>With a snapshot: the name of the AppHost.</summary>
    public string? Application { get; init; }

    /// <summary>All resources of a snapshot, or those that have changed.</summary>
    public IReadOnlyList<ResourceItem>? Resources { get; init; }
}
