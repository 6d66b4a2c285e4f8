namespace Migration.Verdict.Catalogue;

/// <summary>A check as it must be; <paramref name="Test"/> is its method, null while nobody has bound one.</summary>
internal sealed record CheckDefinition(int Number, string? Test, string Title);
