namespace Migration.Hosting.ResourceService.Contract;


/// <summary>A command of a resource.</summary>
internal sealed record CommandItem(string Name, string DisplayName, bool IsEnabled)
{
    public string? Description { get; init; }

    public string? Confirmation { get; init; }

    public string? Icon { get; init; }

    public bool IsHighlighted { get; init; }
}
