namespace Migration.Dashboard.Resources;


/// <summary>What is known of the environment at one moment.</summary>
/// <param name="Link">Whether it is still being told.</param>
/// <param name="Resources">The resources in the order in which the application names them, without hidden ones.</param>
/// <param name="Application">The name of the AppHost.</param>
/// <param name="Problem">Why nothing is told.</param>
public sealed record ResourceView(ResourceLink Link, IReadOnlyList<ResourceInfo> Resources, string? Application = null, string? Problem = null)
{
    public ResourceInfo? Find(string? nameOrId) => nameOrId is null
        ? null
        : Resources.FirstOrDefault(resource => string.Equals(resource.Id, nameOrId, StringComparison.OrdinalIgnoreCase))
            ?? Resources.FirstOrDefault(resource => string.Equals(resource.Name, nameOrId, StringComparison.OrdinalIgnoreCase));
}
