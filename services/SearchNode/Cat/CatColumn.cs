namespace Migration.SearchNode.Cat;

/// <summary>A column of a table: its name, its short names, what it says, and whether numbers in it stand to the right.</summary>
internal sealed record CatColumn(string Name, string Aliases, string Description)
{
    public bool IsRight { get; init; }

    /// <summary>Shown without being asked for.</summary>
    public bool IsDefault { get; init; } = true;

    public bool IsNamed(string name)
        => Http.Wildcard.Matches(name, Name) || Aliases.Split(',').Contains(name, StringComparer.Ordinal);
}
