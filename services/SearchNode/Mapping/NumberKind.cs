namespace Migration.SearchNode.Mapping;

internal enum NumberKind
{
    Byte,
    Short,
    Integer,
    Long,
    HalfFloat,
    Float,
    Double,
    ScaledFloat,
}
