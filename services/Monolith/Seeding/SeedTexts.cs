using System.Globalization;
using System.Text;

namespace Migration.Monolith.Seeding;

/// <summary>Writes titles and descriptions from the vocabulary, in the language of the seller.</summary>
internal sealed class SeedTexts(Vocabulary words)
{
    private const int LongDescription = 10_000;

    public string Title(ref SeedRandom random, SeedSubject subject)
    {
        var (language, category, noun, brand, city) = subject;
        var square = random.Next(20, 180);
        var model = string.Create(CultureInfo.InvariantCulture, $"{brand} {(char)('A' + random.Next(26))}{random.Next(10, 990)}");
        var about = category.IsRealEstate ? string.Create(CultureInfo.InvariantCulture, $", {square} m2, {city.Name(language)}")
            : category.HasBrand ? " " + model
            : ", " + city.Name(language);
        var state = category.HasBrand && random.Chance(700) ? ", " + random.Pick(words.States[language]) : "";
        return Script(language, char.ToUpper(noun[0], CultureInfo.InvariantCulture) + noun[1..] + about + state);
    }

    public string Description(ref SeedRandom random, SeedSubject subject)
    {
        var sentences = words.Sentences[subject.Language];
        var count = random.Next(2, 7);
        var first = 1 + random.Next(sentences.Count - 1);
        var separator = random.Chance(300) ? (random.Chance(70) ? "\r\n" : random.Chance(300) ? "\n- " : "\n") : " ";
        var text = new StringBuilder(Fill(ref random, sentences[0], subject));
        for (var index = 1; index < count; index++)
        {
            // A stride that shares no factor with the number of sentences never says the same twice.
            var next = 1 + ((first + (index * 5)) % (sentences.Count - 1));
            text.Append(separator).Append(Fill(ref random, sentences[next], subject));
        }

        return Script(subject.Language, text.ToString());
    }

    public string LongDescriptionOf(ref SeedRandom random, SeedSubject subject)
    {
        var text = new StringBuilder();
        var length = LongDescription + random.Next(6_000);
        while (text.Length < length)
        {
            text.Append(Description(ref random, subject)).Append('\n');
        }

        return text.ToString();
    }

    private static string Fill(ref SeedRandom random, string sentence, SeedSubject subject)
        => sentence
            .Replace("{noun}", subject.Noun, StringComparison.Ordinal)
            .Replace("{brand}", subject.Brand, StringComparison.Ordinal)
            .Replace("{city}", subject.City.Name(subject.Language), StringComparison.Ordinal)
            .Replace("{number}", random.Next(5, 21).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static string Script(SeedLanguage language, string text)
        => language == SeedLanguage.SerbianCyrillic ? Cyrillic.From(text) : text;
}
