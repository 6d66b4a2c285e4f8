namespace Migration.SearchNode.Mapping;

/// <summary>A field with its multi-fields and the fields that its values are copied to.</summary>
internal sealed record MappedField(FieldType Type, IReadOnlyList<MappedField> SubFields, IReadOnlyList<string> CopyTo);
