namespace Migration.SearchNode.Mapping;

/// <summary>What reading a query needs to know of the moment it runs in.</summary>
internal sealed record SearchScope(DateTimeOffset Now)
{
    /// <summary>Off for queries told to be lenient: a value of the wrong type then matches nothing.</summary>
    public bool Strict { get; init; } = true;
}
