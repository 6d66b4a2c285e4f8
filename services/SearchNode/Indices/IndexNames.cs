using System.Text;
using Migration.SearchNode.Http;

namespace Migration.SearchNode.Indices;

/// <summary>What may be an index's name.</summary>
internal static class IndexNames
{
    private static readonly System.Buffers.SearchValues<char> Forbidden = System.Buffers.SearchValues.Create("\\/*?\"<>| ,");

    public static void Check(string name)
    {
        if (name.AsSpan().ContainsAny(Forbidden))
        {
            throw Errors.InvalidIndexName(name, "must not contain the following characters [ , \", *, \\, <, |, ,, >, /, ?]");
        }

        var problem = name switch
        {
            "" => "must not be empty",
            "." or ".." => "must not be '.' or '..'",
            _ when name.Contains('#', StringComparison.Ordinal) => "must not contain '#'",
            _ when name.Contains(':', StringComparison.Ordinal) => "must not contain ':'",
            ['_' or '-' or '+', ..] => "must not start with '_', '-', or '+'",
            _ when name.Any(char.IsUpper) => "must be lowercase",
            _ when Encoding.UTF8.GetByteCount(name) > 255 => $"index name is too long, ({Encoding.UTF8.GetByteCount(name)} > 255)",
            _ => null,
        };
        if (problem is not null)
        {
            throw Errors.InvalidIndexName(name, problem);
        }
    }
}
