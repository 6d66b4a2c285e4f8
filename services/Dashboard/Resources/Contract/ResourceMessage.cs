namespace Migration.Dashboard.Resources;


/// <summary>A line of the stream of resources.</summary>
internal sealed record ResourceMessage(string Type, int? Contract, string? Application, IReadOnlyList<ResourceInfo>? Resources)
{
    public const string Snapshot = "snapshot";
}
