using System.Globalization;

namespace Migration.Monolith.Seeding;

/// <summary>Makes the images of a listing, 0 to 6 of them. Those of the first listings have bytes, all others are metadata only.</summary>
internal sealed class ImageGenerator(long seed)
{
    /// <summary>So many listings have pictures that can be looked at.</summary>
    private const int ListingsWithFiles = 8;

    private const int Stream = 2;
    private static readonly int[] Counts = [0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 5, 5, 6, 6];

    public IReadOnlyList<SeedImage> Create(int index, DateTime listed)
    {
        var random = new SeedRandom(seed, index, Stream);
        var listing = ListingGenerator.Id(index);
        var withFiles = index < ListingsWithFiles;
        var images = new SeedImage[withFiles ? 1 + random.Next(3) : random.Pick(Counts)];
        var unsorted = random.Chance(40);
        var main = random.Chance(10) ? 0 : random.Chance(5) ? 2 : 1;
        var camera = random.Next(1000, 9000);
        for (var place = 0; place < images.Length; place++)
        {
            var content = withFiles ? TinyPng.Create(24, 16, random.Next()) : null;
            var (type, extension) = content is not null ? ("image/png", "png") : Kind(random.Next(100));
            var size = content?.Length ?? random.Next(40_000, 3_000_000);
            images[place] = new SeedImage(
                listing,
                string.Create(CultureInfo.InvariantCulture, $"listings/{listing}/{place + 1}.{extension}"),
                string.Create(CultureInfo.InvariantCulture, $"IMG_{camera + place}.{extension}"),
                size,
                type)
            {
                IsMain = place < main,
                DisplayOrder = unsorted ? 0 : place,
                CreatedAt = listed.AddSeconds(1 + place).AddMicroseconds(random.Next(1_000_000)),
                Content = content,
            };
        }

        return images;
    }

    private static (string Type, string Extension) Kind(int percentile) => percentile switch
    {
        < 80 => ("image/jpeg", "jpg"),
        < 92 => ("image/webp", "webp"),
        _ => ("image/png", "png"),
    };
}
