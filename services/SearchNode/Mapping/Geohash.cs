namespace Migration.SearchNode.Mapping;

/// <summary>Reads a geohash as the centre of its cell.</summary>
internal static class Geohash
{
    private const string Alphabet = "0123456789bcdefghjkmnpqrstuvwxyz";

    public static bool TryDecode(string text, out GeoPoint point)
    {
        point = default;
        if (text.Length is 0 or > 12)
        {
            return false;
        }

        double south = -90, north = 90, west = -180, east = 180;
        var even = true;
        foreach (var letter in text)
        {
            var bits = Alphabet.IndexOf(char.ToLowerInvariant(letter), StringComparison.Ordinal);
            if (bits < 0)
            {
                return false;
            }

            for (var bit = 16; bit > 0; bit >>= 1)
            {
                if (even)
                {
                    Halve(ref west, ref east, (bits & bit) != 0);
                }
                else
                {
                    Halve(ref south, ref north, (bits & bit) != 0);
                }

                even = !even;
            }
        }

        point = new GeoPoint((south + north) / 2, (west + east) / 2);
        return true;
    }

    private static void Halve(ref double low, ref double high, bool upper)
    {
        var middle = (low + high) / 2;
        if (upper)
        {
            low = middle;
        }
        else
        {
            high = middle;
        }
    }
}
