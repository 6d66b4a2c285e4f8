namespace Migration.Monolith.Seeding.Dump;

/// <param name="Text">Without the semicolon.</param>
/// <param name="Line">Of the file, where it begins.</param>
internal sealed record DumpStatement(string Text, long Line);
