using System.Globalization;

namespace Migration.Monolith.Seeding;

/// <summary>
/// Makes listing number <c>index</c>, from nothing but the seed and that number: a smaller set is the beginning of a larger one.
/// </summary>
internal sealed class ListingGenerator(long seed, Vocabulary words)
{
    /// <summary>Sellers are users 1 to 2000, the first ones the busiest.</summary>
    public const int Sellers = 2_000;

    private const int Stream = 1;
    private static readonly DateTime Opened = new(2024, 2, 1, 6, 0, 0, DateTimeKind.Unspecified);
    private static readonly string?[] Conditions = ["new", "used", "used", "used", "like_new", "for_parts", null];
    private readonly SeedTexts texts = new(words);

    /// <summary>Ids have gaps, as after deletions: three are missing behind every fifty.</summary>
    public static int Id(int index) => 1001 + index + (index / 50 * 3);

    public SeedListing Create(int index)
    {
        var (random, quirk, created, updated) = Begin(index);
        var language = Language(random.Next(100));
        var category = random.Pick(words.Categories);
        var city = random.Pick(words.Cities);
        var subject = new SeedSubject(language, category, random.Pick(category.Nouns(language)), random.Pick(Vocabulary.Brands), city);
        var listing = new SeedListing
        {
            Id = Id(index),
            Quirk = quirk,
            UserId = 1 + (int)random.Skewed(Sellers),
            CategoryId = category.Id,
            Title = texts.Title(ref random, subject),
            Description = Description(ref random, quirk, subject),
            Price = Price(ref random, category),
            Condition = random.Pick(Conditions),
            Status = Status(random.Next(100)),
            City = language == SeedLanguage.SerbianCyrillic ? Cyrillic.From(city.Serbian) : city.Name(language),
            Country = language is SeedLanguage.English ? "Serbia" : language is SeedLanguage.Russian ? "Сербия" : "Srbija",
            Views = (int)random.Skewed(4_000),
            ShowOnMap = !random.Chance(150),
            OriginalLanguage = language is SeedLanguage.English ? "en" : language is SeedLanguage.Russian ? "ru" : "sr",
            CreatedAt = created,
            UpdatedAt = updated,
            StorefrontId = random.Chance(20) ? 1 + random.Next(3) : null,
            ExternalId = random.Chance(40) ? string.Create(CultureInfo.InvariantCulture, $"feed-{random.Next(1_000_000):D6}") : null,
            Metadata = random.Chance(150) ? Metadata(ref random) : null,
        };
        return Apply(ref random, quirk, Placed(ref random, listing, city));
    }

    /// <summary>When the listing was made, without making it.</summary>
    public DateTime CreatedAt(int index) => Begin(index).Created;

    private static SeedListing Placed(ref SeedRandom random, SeedListing listing, SeedCity city)
    {
        var street = random.Pick(Vocabulary.Streets);
        var number = random.Next(1, 180);
        var address = random.Chance(700) ? string.Create(CultureInfo.InvariantCulture, $"{street} {number}, {city.Serbian}") : null;
        var known = !random.Chance(80);
        var (north, east) = (random.Next(-40_000, 40_000), random.Next(-60_000, 60_000));
        return listing with
        {
            Location = address,
            Latitude = known ? city.Latitude + (north * 0.000001m) : null,
            Longitude = known ? city.Longitude + (east * 0.000001m) : null,
            AddressMultilingual = address is not null && random.Chance(600)
                ? $$"""{"en": "{{city.English}}", "ru": "{{city.Russian}}", "sr": "{{address}}"}"""
                : null,
        };
    }

    private static SeedListing Apply(ref SeedRandom random, Quirk quirk, SeedListing listing) => quirk switch
    {
        Quirk.NullPrice => listing with { Price = null },
        Quirk.ZeroPrice => listing with { Price = 0.00m },
        Quirk.NullUser => listing with { UserId = null },
        Quirk.NullCategory => listing with { CategoryId = null },
        Quirk.OddStatus => listing with { Status = random.Pick(Quirks.OddStatuses) },
        Quirk.ShortTitle => listing with { Title = random.Pick(Quirks.ShortTitles) },
        Quirk.TrailingSpaces => listing with { Title = listing.Title + new string(' ', 1 + random.Next(3)) },
        Quirk.Emoji => listing with
        {
            Title = $"{listing.Title} {random.Pick(Quirks.Emojis)}",
            Description = $"{random.Pick(Quirks.Emojis)} {listing.Description}",
        },
        _ => listing,
    };

    private static SeedLanguage Language(int percentile) => percentile switch
    {
        < 60 => SeedLanguage.SerbianLatin,
        < 75 => SeedLanguage.SerbianCyrillic,
        < 90 => SeedLanguage.Russian,
        _ => SeedLanguage.English,
    };

    private static string Status(int percentile) => percentile switch
    {
        < 76 => "active",
        < 84 => "draft",
        < 91 => "sold",
        < 96 => "inactive",
        _ => "archived",
    };

    private static (DateTime Created, DateTime Updated) Times(ref SeedRandom random, Quirk quirk)
    {
        const int Days = 638;
        var created = Opened.AddSeconds(random.Next(Days * 86_400)).AddMicroseconds(random.Chance(600) ? random.Next(1_000_000) : 0);
        if (quirk == Quirk.DstEdge)
        {
            created = random.Pick(Quirks.DstEdges);
        }

        var later = created.AddSeconds(random.Skewed(60 * 86_400)).AddMicroseconds(1 + random.Next(999_999));
        return (created, random.Chance(300) ? created : later);
    }

    /// <summary>Most things are cheap for their kind, and people ask for round sums.</summary>
    private static decimal Price(ref SeedRandom random, SeedCategory category)
    {
        var price = category.LowestPrice + random.Skewed(category.HighestPrice - category.LowestPrice);
        var step = price switch
        {
            < 1_000 => 10,
            < 10_000 => 100,
            < 100_000 => 500,
            _ => 1_000,
        };
        var rounded = Math.Max(step, price / step * step);
        return rounded + (random.Chance(40) ? random.Pick<decimal>([0.50m, 0.99m, 0.01m]) : 0.00m);
    }

    private static string Metadata(ref SeedRandom random)
        => random.Chance(500)
            ? """{"source": "mobile", "phone_visible": true}"""
            : string.Create(CultureInfo.InvariantCulture, $$"""{"source": "import", "batch": {{random.Next(1, 40)}}, "notes": null}""");

    private (SeedRandom Random, Quirk Quirk, DateTime Created, DateTime Updated) Begin(int index)
    {
        var random = new SeedRandom(seed, index, Stream);
        var quirk = Quirks.Draw(ref random);
        var (created, updated) = Times(ref random, quirk);
        return (random, quirk, created, updated);
    }

    private string? Description(ref SeedRandom random, Quirk quirk, SeedSubject subject)
        => quirk == Quirk.VeryLong ? texts.LongDescriptionOf(ref random, subject)
            : random.Chance(30) ? null
            : random.Chance(5) ? ""
            : texts.Description(ref random, subject);
}
