using System.Text;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Turns the parts of an interpolated string into a composite format.</summary>
internal static class ExpressionText
{
    /// <summary>Formats the value of a part.</summary>
    /// <param name="format">Null or empty leaves the value; <c>uri</c> escapes it for a URI.</param>
    /// <param name="value">The value.</param>
    internal static string? Apply(string? format, string? value) => format?.ToUpperInvariant() switch
    {
        null or "" => value,
        "URI" => value is null ? null : Uri.EscapeDataString(value),
        _ => throw new FormatException($"The format '{format}' is not known to reference expressions. Use 'uri' or none."),
    };

    /// <summary>Escapes all braces of a value that is inserted as it is.</summary>
    internal static string EscapeValue(string value) =>
        value.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);

    /// <summary>Escapes the single braces of a literal; those that are doubled already are left.</summary>
    internal static string EscapeLiteral(string literal)
    {
        if (literal.AsSpan().IndexOfAny('{', '}') < 0)
        {
            return literal;
        }

        var text = new StringBuilder(literal.Length + 8);
        for (var index = 0; index < literal.Length; index++)
        {
            var character = literal[index];
            text.Append(character);
            if (character is '{' or '}')
            {
                text.Append(character);
                if (index + 1 < literal.Length && literal[index + 1] == character)
                {
                    index++;
                }
            }
        }

        return text.ToString();
    }
}
