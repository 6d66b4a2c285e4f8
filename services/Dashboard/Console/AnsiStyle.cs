namespace Migration.Dashboard.ConsoleLines;

/// <summary>How a piece of a console line looks. Only names and numbers of our own making: nothing of the line's text is in it.</summary>
/// <param name="Classes">CSS classes, separated by blanks.</param>
/// <param name="Style">CSS for colours that have no class; null for none.</param>
public sealed record AnsiStyle(string Classes, string? Style)
{
    public static readonly AnsiStyle Plain = new(string.Empty, Style: null);
}
