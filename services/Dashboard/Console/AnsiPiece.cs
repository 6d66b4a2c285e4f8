namespace Migration.Dashboard.ConsoleLines;

/// <summary>A piece of a console line that looks the same throughout.</summary>
public sealed record AnsiPiece(string Text, AnsiStyle Style);
