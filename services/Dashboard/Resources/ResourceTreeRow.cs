namespace Migration.Dashboard.Resources;

/// <summary>A resource in its place below its parents.</summary>
public sealed record ResourceTreeRow(ResourceInfo Resource, int Level, bool HasParts, bool IsFolded);
