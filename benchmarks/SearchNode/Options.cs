using System.Globalization;

namespace Migration.SearchNode.Benchmarks;

/// <summary>What the command line asks for.</summary>
internal sealed record Options
{
    public const string Usage = "usage: [--documents N] [--blocks N] [--index-documents N] [--starts N] [--output FILE]";

    public int Documents { get; init; } = 1_000_000;

    public int Blocks { get; init; } = 20;

    public int IndexDocuments { get; init; } = 10_000;

    public int Starts { get; init; } = 20;

    public string? Output { get; init; }

    public static Options Read(string[] arguments)
    {
        var options = new Options();
        foreach (var pair in arguments.Chunk(2))
        {
            var value = pair.Length == 2 ? pair[1] : throw new FormatException($"{pair[0]} has no value; {Usage}");
            options = pair[0] switch
            {
                "--documents" => options with { Documents = Number(pair[0], value) },
                "--blocks" => options with { Blocks = Number(pair[0], value) },
                "--index-documents" => options with { IndexDocuments = Number(pair[0], value) },
                "--starts" => options with { Starts = Number(pair[0], value) },
                "--output" => options with { Output = value },
                _ => throw new FormatException($"{pair[0]} is not known; {Usage}"),
            };
        }

        return options;
    }

    private static int Number(string name, string text)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new FormatException($"{name} is [{text}], which is no whole number above 0; {Usage}");
}
