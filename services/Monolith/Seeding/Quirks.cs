using System.Globalization;

namespace Migration.Monolith.Seeding;

/// <summary>Draws quirks by the shares that <see cref="Quirk"/> documents, and knows what the odd values are.</summary>
internal static class Quirks
{
    public static readonly IReadOnlyList<string?> OddStatuses
        = ["ACTIVE", "aktivan", "pending", "deleted", "reserved", "active ", "", null];
    public static readonly IReadOnlyList<string> ShortTitles = ["TV", "?", "..", "PC"];
    public static readonly IReadOnlyList<string> Emojis = ["🔥", "🚲 ✅", "📱✨", "👨‍👩‍👧 ❤️", "🇷🇸", "💶⬇️"];

    /// <summary>
    /// Around the changes of the clock in Belgrade: read as local time, these do not exist, exist twice, or lie at the edge.
    /// </summary>
    public static readonly IReadOnlyList<DateTime> DstEdges =
    [
        At("2024-03-31 02:30:00"), At("2024-03-31 00:59:59.999999"), At("2024-10-27 02:30:00"), At("2024-10-27 00:59:59.999999"),
        At("2025-03-30 02:00:00"), At("2025-03-30 01:00:00"), At("2025-10-26 02:59:59.999999"), At("2025-10-26 01:00:00.000001"),
    ];

    private static readonly (Quirk Quirk, int Permille)[] Shares =
    [
        (Quirk.NullPrice, 6), (Quirk.ZeroPrice, 4), (Quirk.NullUser, 5), (Quirk.NullCategory, 5), (Quirk.OddStatus, 10),
        (Quirk.ShortTitle, 2), (Quirk.TrailingSpaces, 10), (Quirk.DstEdge, 10), (Quirk.VeryLong, 3), (Quirk.Emoji, 20),
    ];

    public static Quirk Draw(ref SeedRandom random)
    {
        var drawn = random.Next(1000);
        foreach (var (quirk, permille) in Shares)
        {
            if ((drawn -= permille) < 0)
            {
                return quirk;
            }
        }

        return Quirk.None;
    }

    private static DateTime At(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.None);
}
