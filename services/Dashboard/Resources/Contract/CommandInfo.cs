namespace Migration.Dashboard.Resources;


/// <summary>A command of a resource.</summary>
public sealed record CommandInfo(
    string Name, string DisplayName, bool IsEnabled, string? Description = null, string? Confirmation = null, string? Icon = null, bool IsHighlighted = false);
