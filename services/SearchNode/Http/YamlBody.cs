using System.Text;
using System.Text.Json;

namespace Migration.SearchNode.Http;

/// <summary>Writes an answer as YAML, in block style.</summary>
internal static class YamlBody
{
    public static void Write(JsonElement value, Stream stream)
    {
        var text = new StringBuilder("---");
        Append(text, value, string.Empty, afterDash: false);
        stream.Write(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static void Append(StringBuilder text, JsonElement value, string indent, bool afterDash)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when value.EnumerateObject().Any():
                AppendMembers(text, value, indent, afterDash);
                break;
            case JsonValueKind.Array when value.GetArrayLength() > 0:
                AppendItems(text, value, indent);
                break;
            default:
                // A JSON scalar is a YAML scalar, and so are the empty collections.
                text.Append(' ').Append(value.GetRawText()).Append('\n');
                break;
        }
    }

    private static void AppendMembers(StringBuilder text, JsonElement value, string indent, bool afterDash)
    {
        var lead = afterDash ? " " : "\n" + indent;
        foreach (var member in value.EnumerateObject())
        {
            text.Append(lead).Append(Key(member.Name)).Append(':');
            Append(text, member.Value, indent + "  ", afterDash: false);
            lead = indent;
        }
    }

    private static void AppendItems(StringBuilder text, JsonElement value, string indent)
    {
        text.Append('\n');
        foreach (var item in value.EnumerateArray())
        {
            text.Append(indent).Append('-');
            Append(text, item, indent + "  ", afterDash: true);
        }
    }

    private static string Key(string name)
        => name.Length > 0 && char.IsAsciiLetter(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.' or '-')
            && name is not ("true" or "false" or "null" or "yes" or "no" or "on" or "off" or "y" or "n")
            ? name
            : JsonSerializer.Serialize(name, JsonFormat.Serializer);
}
