using System.Globalization;
using System.Text;

namespace Migration.Dashboard.ConsoleLines;

/// <summary>
/// Reads a console line: its colours become styles, every other control sequence is left out. The text itself is untouched; whoever
/// shows it must encode it.
/// </summary>
internal static class AnsiText
{
    private const char Escape = '\u001b';
    private const char Bell = '\u0007';
    private const int MaxCodes = 32;

    public static IReadOnlyList<AnsiPiece> Parse(string line)
    {
        if (!line.Any(char.IsControl))
        {
            return line.Length == 0 ? [] : [new AnsiPiece(line, AnsiStyle.Plain)];
        }

        var pieces = new List<AnsiPiece>();
        var pen = new AnsiPen();
        var text = new StringBuilder();
        for (var at = 0; at < line.Length;)
        {
            if (line[at] == Escape)
            {
                var end = SkipSequence(line, at);
                if (line[at..end] is ['\u001b', '[', .. var codes, 'm'])
                {
                    Flush(pieces, text, pen);
                    pen.Apply(ReadCodes(codes));
                }

                at = end;
                continue;
            }

            if (!char.IsControl(line[at]) || line[at] == '\t')
            {
                text.Append(line[at]);
            }

            at++;
        }

        Flush(pieces, text, pen);
        return pieces;
    }

    /// <summary>The text alone, as it goes into a file or is searched.</summary>
    public static string Strip(string line) => line.Any(char.IsControl) ? string.Concat(Parse(line).Select(piece => piece.Text)) : line;

    private static void Flush(List<AnsiPiece> pieces, StringBuilder text, AnsiPen pen)
    {
        if (text.Length > 0)
        {
            pieces.Add(new AnsiPiece(text.ToString(), pen.Current));
            text.Clear();
        }
    }

    /// <returns>Where the text goes on after the sequence that begins at <paramref name="start"/>.</returns>
    private static int SkipSequence(string line, int start)
    {
        var kind = start + 1 < line.Length ? line[start + 1] : '\0';
        return kind switch
        {
            '[' => SkipControl(line, start + 2),
            ']' or 'P' or 'X' or '^' or '_' => SkipString(line, start + 2),
            _ => Math.Min(start + 2, line.Length),
        };
    }

    // Parameters and intermediates up to one final character.
    private static int SkipControl(string line, int at)
    {
        while (at < line.Length && line[at] is >= ' ' and <= '?')
        {
            at++;
        }

        return Math.Min(at + 1, line.Length);
    }

    // A title or a link, ended by BEL or by ESC and a backslash; unended it is the rest of the line.
    private static int SkipString(string line, int at)
    {
        for (; at < line.Length; at++)
        {
            if (line[at] == Bell)
            {
                return at + 1;
            }

            if (line[at] == Escape && at + 1 < line.Length && line[at + 1] == '\\')
            {
                return at + 2;
            }
        }

        return at;
    }

    private static int[] ReadCodes(string codes) => codes.Length == 0
        ? [0]
        : [.. codes.Split(';', ':').Take(MaxCodes).Select(code => code.Length == 0 ? 0 : int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1)];
}
