namespace Migration.Dashboard.Migrating.Sync;

/// <summary>One listing that is not the same everywhere, with the statements that would bring it right.</summary>
public sealed record Finding(long Id, string Verdict, string What, IReadOnlyList<FieldDifference> Fields, IReadOnlyList<string> Repair, string? Database);
