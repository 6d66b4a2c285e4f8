using System.Globalization;

namespace Migration.Monolith.Seeding;

/// <summary>The words that listings are made of, from the embedded tables in Data.</summary>
internal sealed class Vocabulary
{
    public static readonly IReadOnlyList<string> Brands =
    [
        "Tarano", "Borvik", "Zelmar", "Kosava", "Ludvar", "Orvita", "Mirelo", "Stendal", "Varnika", "Polaro", "Jezeran", "Dunavac",
        "Ferrol", "Halmo", "Nordika", "Senjak", "Triglo", "Ugarin", "Velmora", "Zastor", "Omnika", "Ravello", "Komet", "Lastava",
    ];

    public static readonly IReadOnlyList<string> Streets =
    [
        "Glavna", "Školska", "Vinogradska", "Železnička", "Lipova", "Dunavska", "Zmajeva", "Kosovska", "Njegoševa", "Bulevar oslobođenja",
        "Hajduk Veljkova", "Partizanska", "Sremska", "Vojvođanska", "Ljubićka", "Trg slobode",
    ];

    private Vocabulary(
        IReadOnlyList<SeedCategory> categories, IReadOnlyList<SeedCity> cities, ILookup<(string Language, string Kind), string> phrases)
    {
        Categories = categories;
        Cities = cities;
        States = ByLanguage(phrases, "state");
        Sentences = ByLanguage(phrases, "sentence");
    }

    public IReadOnlyList<SeedCategory> Categories { get; }

    /// <summary>A city stands in it as often as it weighs.</summary>
    public IReadOnlyList<SeedCity> Cities { get; }

    public IReadOnlyDictionary<SeedLanguage, IReadOnlyList<string>> States { get; }

    public IReadOnlyDictionary<SeedLanguage, IReadOnlyList<string>> Sentences { get; }

    public static Vocabulary Load()
    {
        var categories = Rows("nouns").Select(row => new SeedCategory(
            int.Parse(row[0], CultureInfo.InvariantCulture),
            long.Parse(row[1], CultureInfo.InvariantCulture),
            long.Parse(row[2], CultureInfo.InvariantCulture),
            row[3].Split('|'),
            row[4].Split('|'),
            row[5].Split('|')));
        var cities = Rows("cities").SelectMany(row => Enumerable.Repeat(
            new SeedCity(row[0], row[1], row[2], Degrees(row[3]), Degrees(row[4])), int.Parse(row[5], CultureInfo.InvariantCulture)));
        return new Vocabulary([.. categories], [.. cities], Rows("phrases").ToLookup(row => (row[0], row[1]), row => row[2]));
    }

    private static decimal Degrees(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static Dictionary<SeedLanguage, IReadOnlyList<string>> ByLanguage(
        ILookup<(string Language, string Kind), string> phrases, string kind)
        => new()
        {
            [SeedLanguage.SerbianLatin] = [.. phrases[("sr", kind)]],
            [SeedLanguage.SerbianCyrillic] = [.. phrases[("sr", kind)]],
            [SeedLanguage.English] = [.. phrases[("en", kind)]],
            [SeedLanguage.Russian] = [.. phrases[("ru", kind)]],
        };

    private static IEnumerable<string[]> Rows(string table)
    {
        using var reader = new StreamReader(typeof(Vocabulary).Assembly.GetManifestResourceStream($"Seeding.{table}.tsv")!);
        while (reader.ReadLine() is { } line)
        {
            if (line is not ['#', ..])
            {
                yield return line.Split('\t');
            }
        }
    }
}
