using System.Globalization;

namespace Migration.Monolith.Seeding;

/// <summary>How much data a new database gets: section <c>Seed</c>.</summary>
/// <param name="Listings">Number of listings, 0 to 1,000,000; 2,000 unless said otherwise.</param>
/// <param name="Seed">Another number gives other data, the same number the same bytes on every machine.</param>
internal sealed record SeedSettings(int Listings, long Seed)
{
    private const int DefaultListings = 2_000;
    private const int MaxListings = 1_000_000;
    private const long DefaultSeed = 20_251_101;

    public static SeedSettings Read(IConfiguration configuration)
        => new(
            (int)Number(configuration, "Seed:Listings", DefaultListings, MaxListings),
            Number(configuration, "Seed:Seed", DefaultSeed, long.MaxValue));

    private static long Number(IConfiguration configuration, string setting, long absent, long max)
        => configuration[setting] is not { Length: > 0 } value ? absent
            : long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= max ? number
            : throw StartupException.BadSetting(setting, value, $"set it to a whole number from 0 to {max}.");
}
