namespace Migration.SearchNode.Mapping;

/// <summary>A range query's bounds, each with its own inclusiveness, and how dates in it are read.</summary>
internal sealed record RangeBounds(FieldValue? Lower, bool IncludeLower, FieldValue? Upper, bool IncludeUpper)
{
    public string? Format { get; init; }

    public string? TimeZone { get; init; }
}
