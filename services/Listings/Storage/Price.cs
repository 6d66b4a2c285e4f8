using System.Globalization;

namespace Migration.Listings.Storage;

/// <summary>
/// A price is a double on the wire and numeric(15, 2) in the database. The shortest decimal text that reads back as the same
/// double is the price that was meant: 19.99 is 19.99, and 0.1 + 0.2 is refused for its 17 decimals instead of being rounded.
/// </summary>
internal static class Price
{
    /// <summary>The monolith's column is numeric(12, 2); while listings flow back to it, the narrower of the two binds.</summary>
    public const decimal Max = 9_999_999_999.99m;

    /// <summary>More than any price in the database: a filter beyond it means the same.</summary>
    private const decimal FilterLimit = 100_000_000_000_000m;

    private const int Decimals = 2;

    public static bool TryFromWire(double wire, out decimal price)
    {
        price = 0;
        return double.IsFinite(wire)
            && decimal.TryParse(wire.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out price)
            && price is > 0 and <= Max
            && decimal.Round(price, Decimals) == price;
    }

    public static double ToWire(decimal price) => (double)price;

    /// <summary>A bound of a price range, which may have more decimals than a price.</summary>
    public static decimal ToFilter(double wire) => wire >= (double)FilterLimit ? FilterLimit : (decimal)wire;
}
