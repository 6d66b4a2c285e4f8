using System.Globalization;

namespace Migration.Dashboard.ConsoleLines;

/// <summary>What the last escape sequences have set: ECMA-48's "select graphic rendition".</summary>
internal sealed class AnsiPen
{
    private static readonly string[] Names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];

    private readonly SortedSet<string> _attributes = new(StringComparer.Ordinal);
    private string? _foreground;
    private string? _background;

    public AnsiStyle Current
    {
        get
        {
            var classes = _attributes.ToList();
            var styles = new List<string>();
            Add(_foreground, "fg", "color");
            Add(_background, "bg", "background-color");
            return classes.Count == 0 && styles.Count == 0
                ? AnsiStyle.Plain
                : new AnsiStyle(string.Join(' ', classes), styles.Count == 0 ? null : string.Join(';', styles));

            void Add(string? colour, string prefix, string property)
            {
                if (colour is ['#', ..])
                {
                    styles.Add($"{property}:{colour}");
                }
                else if (colour is not null)
                {
                    classes.Add($"ansi-{prefix}-{colour}");
                }
            }
        }
    }

    /// <param name="codes">The numbers between <c>ESC[</c> and <c>m</c>.</param>
    public void Apply(ReadOnlySpan<int> codes)
    {
        for (var at = 0; at < codes.Length; at++)
        {
            switch (codes[at])
            {
                case 38:
                    at = ReadColour(codes, at, ref _foreground);
                    break;
                case 48:
                    at = ReadColour(codes, at, ref _background);
                    break;
                default:
                    Apply(codes[at]);
                    break;
            }
        }
    }

    private void Apply(int code)
    {
        switch (code)
        {
            case 0:
                _attributes.Clear();
                _foreground = _background = null;
                break;
            case 1 or 2 or 3 or 4 or 7 or 9:
                _attributes.Add(NameOf(code));
                break;
            case 22:
                _attributes.Remove(NameOf(1));
                _attributes.Remove(NameOf(2));
                break;
            case 23 or 24 or 27 or 29:
                _attributes.Remove(NameOf(code - 20));
                break;
            case >= 30 and <= 37:
                _foreground = Names[code - 30];
                break;
            case 39:
                _foreground = null;
                break;
            case >= 40 and <= 47:
                _background = Names[code - 40];
                break;
            case 49:
                _background = null;
                break;
            case >= 90 and <= 97:
                _foreground = $"bright-{Names[code - 90]}";
                break;
            case >= 100 and <= 107:
                _background = $"bright-{Names[code - 100]}";
                break;
        }
    }

    private static string NameOf(int code) => code switch
    {
        1 => "ansi-bold",
        2 => "ansi-faint",
        3 => "ansi-italic",
        4 => "ansi-underline",
        7 => "ansi-inverse",
        _ => "ansi-struck",
    };

    /// <summary><c>38;5;n</c> of 256 colours, or <c>38;2;r;g;b</c>.</summary>
    /// <returns>Where the colour's last number stands.</returns>
    private static int ReadColour(ReadOnlySpan<int> codes, int at, ref string? colour)
    {
        var rest = codes[(at + 1)..];
        if (rest is [5, var index, ..])
        {
            colour = FromPalette(index) ?? colour;
            return at + 2;
        }

        if (rest is [2, var red, var green, var blue, ..])
        {
            colour = red is >= 0 and <= 255 && green is >= 0 and <= 255 && blue is >= 0 and <= 255 ? Hex(red, green, blue) : colour;
            return at + 4;
        }

        return codes.Length;
    }

    private static string? FromPalette(int index) => index switch
    {
        < 0 or > 255 => null,
        < 8 => Names[index],
        < 16 => $"bright-{Names[index - 8]}",
        < 232 => Hex(Level((index - 16) / 36), Level((index - 16) / 6 % 6), Level((index - 16) % 6)),
        _ => Hex(8 + ((index - 232) * 10), 8 + ((index - 232) * 10), 8 + ((index - 232) * 10)),
    };

    private static int Level(int step) => step == 0 ? 0 : 55 + (step * 40);

    private static string Hex(int red, int green, int blue) => string.Create(CultureInfo.InvariantCulture, $"#{red:x2}{green:x2}{blue:x2}");
}
