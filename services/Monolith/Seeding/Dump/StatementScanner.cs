using System.Text.RegularExpressions;

namespace Migration.Monolith.Seeding.Dump;

/// <summary>Knows, line after line, whether the statement has ended: not within quotes, dollar quotes and comments.</summary>
internal sealed partial class StatementScanner
{
    private string? _quote;
    private bool _hasEscapes;
    private int _comment;

    /// <summary>Where the statement ends in this line; -1 while it does not.</summary>
    public int End(string line)
    {
        for (var at = 0; at < line.Length; at++)
        {
            if (_quote is not null || _comment > 0)
            {
                at += Inside(line, at);
            }
            else if (line[at] == ';')
            {
                return at;
            }
            else if (Starts(line, at, "--"))
            {
                return -1;
            }
            else
            {
                at += Open(line, at);
            }
        }

        return -1;
    }

    /// <summary>Letters to skip beside the present one.</summary>
    private int Inside(string line, int at)
    {
        if (_comment > 0)
        {
            var change = Starts(line, at, "*/") ? -1 : Starts(line, at, "/*") ? 1 : 0;
            _comment += change;
            return Math.Abs(change);
        }

        if (_hasEscapes && line[at] == '\\')
        {
            return 1;
        }

        if (!Starts(line, at, _quote!))
        {
            return 0;
        }

        var length = _quote!.Length;

        // A quote that is doubled is a letter of the text.
        if (length == 1 && Starts(line, at + 1, _quote))
        {
            return 1;
        }

        (_quote, _hasEscapes) = (null, false);
        return length - 1;
    }

    private int Open(string line, int at)
    {
        switch (line[at])
        {
            case '\'' or '"':
                _quote = line[at].ToString();
                _hasEscapes = line[at] == '\'' && at > 0 && line[at - 1] is 'E' or 'e';
                return 0;
            case '/' when Starts(line, at, "/*"):
                _comment = 1;
                return 1;
            case '$' when DollarQuote().Match(line, at) is { Success: true } tag:
                _quote = tag.Value;
                return tag.Length - 1;
            default:
                return 0;
        }
    }

    private static bool Starts(string line, int at, string text) => string.CompareOrdinal(line, at, text, 0, text.Length) == 0;

    [GeneratedRegex(@"\G\$([A-Za-z_][A-Za-z_0-9]*)?\$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DollarQuote();
}
