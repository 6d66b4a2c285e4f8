namespace Migration.SearchNode.Mapping;

/// <summary>What a field's column holds.</summary>
internal enum ColumnKind
{
    None,
    Number,
    Keyword,
    GeoPoint,
}
