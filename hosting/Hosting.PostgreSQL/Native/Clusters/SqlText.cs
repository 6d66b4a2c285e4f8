using System.Text;

namespace Migration.Hosting.PostgreSQL;

/// <summary>Names and values in the text of a statement, where it takes no parameters.</summary>
internal static class SqlText
{
    public static string Identifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A string constant that stays on one line and means the same whatever standard_conforming_strings says.</summary>
    public static string Literal(string value)
    {
        var text = new StringBuilder("E'");
        foreach (var character in value)
        {
            _ = character switch
            {
                '\'' => text.Append("''"),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                _ => text.Append(character),
            };
        }

        return text.Append('\'').ToString();
    }
}
