using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Migration.Monolith.Seeding;

namespace Migration.Monolith.Tests.Seeding;

[TestClass]
public sealed class SeedDataTests
{
    private const long Seed = 20_251_101;
    private const int Count = 2_000;
    private static readonly ListingGenerator Listings = new(Seed, Vocabulary.Load());
    private static readonly ImageGenerator Images = new(Seed);
    private static readonly IReadOnlyList<SeedListing> All = [.. Enumerable.Range(0, Count).Select(Listings.Create)];

    /// <summary>Whoever changes the data on purpose changes these numbers too; whoever does not must find out why they moved.</summary>
    [TestMethod]
    public void Seed_SameNumber_GivesTheSameBytesOnEveryMachine()
    {
        Hash(All).Should().Be("5295766606688f0d");
        Hash(All.SelectMany((listing, index) => Images.Create(index, listing.CreatedAt))).Should().Be("97077794beeabb33");
    }

    [TestMethod]
    public void Seed_SmallerSet_IsTheBeginningOfALargerOne()
    {
        var alone = new ListingGenerator(Seed, Vocabulary.Load()).Create(1234);

        alone.Should().Be(All[1234]);
        Listings.CreatedAt(1234).Should().Be(alone.CreatedAt);
    }

    [TestMethod]
    public void Seed_AnotherNumber_GivesOtherData()
        => new ListingGenerator(Seed + 1, Vocabulary.Load()).Create(0).Title.Should().NotBe(All[0].Title);

    [TestMethod]
    public void Quirks_InTwentyThousandListings_HaveTheirDocumentedShares()
    {
        var counts = Enumerable.Range(0, 20_000).Select(index => Listings.Create(index).Quirk).CountBy(quirk => quirk).ToDictionary();

        Expect(Quirk.NullPrice, 120);
        Expect(Quirk.ZeroPrice, 80);
        Expect(Quirk.NullUser, 100);
        Expect(Quirk.NullCategory, 100);
        Expect(Quirk.OddStatus, 200);
        Expect(Quirk.ShortTitle, 40);
        Expect(Quirk.TrailingSpaces, 200);
        Expect(Quirk.DstEdge, 200);
        Expect(Quirk.VeryLong, 60);
        Expect(Quirk.Emoji, 400);

        // Five standard deviations of a count: nothing that a documented share would miss.
        void Expect(Quirk quirk, int expected)
            => counts[quirk].Should().BeCloseTo(expected, (uint)(5 * Math.Sqrt(expected)), $"that is the documented share of {quirk}");
    }

    [TestMethod]
    public void Quirks_EachOne_LooksAsDocumented()
    {
        Of(Quirk.NullPrice).Should().OnlyContain(listing => listing.Price == null);
        Of(Quirk.ZeroPrice).Should().OnlyContain(listing => listing.Price == 0);
        Of(Quirk.NullUser).Should().OnlyContain(listing => listing.UserId == null);
        Of(Quirk.NullCategory).Should().OnlyContain(listing => listing.CategoryId == null);
        Of(Quirk.ShortTitle).Should().OnlyContain(listing => listing.Title.Length < 3);
        Of(Quirk.TrailingSpaces).Should().OnlyContain(listing => listing.Title.EndsWith(' '));
        Of(Quirk.VeryLong).Should().OnlyContain(listing => listing.Description!.Length > 10_000);
        Of(Quirk.Emoji).Should().OnlyContain(listing => listing.Title.Any(char.IsSurrogate) || listing.Title.Contains('✅', StringComparison.Ordinal));
        Of(Quirk.DstEdge).Should().OnlyContain(listing => Quirks.DstEdges.Contains(listing.CreatedAt));
        Of(Quirk.OddStatus).Should().OnlyContain(listing => Quirks.OddStatuses.Contains(listing.Status, StringComparer.Ordinal));

        static IReadOnlyList<SeedListing> Of(Quirk quirk)
            => [.. Enumerable.Range(0, 20_000).Select(Listings.Create).Where(listing => listing.Quirk == quirk)];
    }

    [TestMethod]
    public void Listings_FitTheTableTheyAreMadeFor()
    {
        All.Should().OnlyContain(listing => listing.Title.EnumerateRunes().Count() <= 255 && !listing.Title.Any(char.IsControl));
        All.Should().OnlyContain(listing => listing.Price == null || decimal.Round(listing.Price.Value, 2) == listing.Price);
        All.Should().OnlyContain(listing => listing.UpdatedAt >= listing.CreatedAt);
        All.Should().OnlyContain(listing => listing.CreatedAt.Kind == DateTimeKind.Unspecified);
        All.Should().OnlyContain(listing => listing.Location == null || listing.Location.Length <= 255);
        All.Select(listing => listing.Id).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
    }

    [TestMethod]
    public void Listings_AreInThreeLanguagesAndTwoScripts()
    {
        All.Select(listing => listing.OriginalLanguage).Distinct(StringComparer.Ordinal).Should().BeEquivalentTo("sr", "en", "ru");
        All.Count(listing => listing.OriginalLanguage is "sr" && listing.Title.Any(letter => letter is >= 'а' and <= 'џ')).Should().BeGreaterThan(200);
        All.Count(listing => listing.OriginalLanguage is "sr" && !listing.Title.Any(letter => letter is >= 'а' and <= 'џ')).Should().BeGreaterThan(1_000);
        All.Select(listing => listing.CategoryId).Distinct().Should().HaveCount(67, "every leaf of the tree is used, and null");
        All.Count(listing => listing.Description?.Contains('\n', StringComparison.Ordinal) == true).Should().BeGreaterThan(400);
        All.Where(listing => listing.Metadata is not null).Should().AllSatisfy(listing => JsonDocument.Parse(listing.Metadata!).Dispose());
    }

    [TestMethod]
    public void Images_OfTheFirstListings_AreReadablePictures()
    {
        var pictures = Enumerable.Range(0, 8).SelectMany(index => Images.Create(index, Listings.CreatedAt(index))).ToList();

        pictures.Should().NotBeEmpty().And.OnlyContain(image => image.Content!.Length == image.FileSize);
        var idat = pictures[0].Content.AsSpan(8 + 25);
        var length = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(idat);
        using var pixels = new System.IO.Compression.ZLibStream(new MemoryStream(idat.Slice(8, length).ToArray()), System.IO.Compression.CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        pixels.CopyTo(unpacked);
        unpacked.Length.Should().Be(16 * (1 + (3 * 24)));
        pictures[0].Content.Should().EndWith([0xAE, 0x42, 0x60, 0x82], "that is the checksum of every IEND");
    }

    [TestMethod]
    [DataRow("Ljubičasta njiva, džep", "Љубичаста њива, џеп")]
    [DataRow("LJ nj Đak ćuk žšč", "ЛЈ њ Ђак ћук жшч")]
    [DataRow("54 m2 Wq", "54 м2 Wq")]
    public void Cyrillic_OfLatin_JoinsTheDigraphs(string latin, string cyrillic)
        => Cyrillic.From(latin).Should().Be(cyrillic);

    private static string Hash<T>(IEnumerable<T> rows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var row in rows)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(row) + "\n"));
        }

        return Convert.ToHexString(hash.GetHashAndReset())[..16].ToLower(CultureInfo.InvariantCulture);
    }
}
