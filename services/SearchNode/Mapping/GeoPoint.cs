using System.Globalization;

namespace Migration.SearchNode.Mapping;

/// <summary>Degrees of latitude and longitude.</summary>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
internal readonly record struct GeoPoint(double Latitude, double Longitude)
{
    /// <summary>The mean earth radius that Lucene uses.</summary>
    private const double EarthRadiusMeters = 6_371_008.7714;

    private const double LatitudeSteps = 4294967296.0 / 180.0;
    private const double LongitudeSteps = 4294967296.0 / 360.0;

    public bool IsValid => Math.Abs(Latitude) <= 90 && Math.Abs(Longitude) <= 180;

    /// <summary>Both angles in 32 bits each: about a centimetre, the same grid as Lucene's own.</summary>
    public long Pack()
    {
        var latitude = (int)Math.Floor(Math.Min(Latitude, 90 - (0.5 / LatitudeSteps)) * LatitudeSteps);
        var longitude = (int)Math.Floor(Math.Min(Longitude, 180 - (0.5 / LongitudeSteps)) * LongitudeSteps);
        return ((long)latitude << 32) | (uint)longitude;
    }

    public static GeoPoint Unpack(long packed) => new((int)(packed >> 32) / LatitudeSteps, (int)packed / LongitudeSteps);

    /// <summary>The great-circle distance.</summary>
    public double MetersTo(GeoPoint other)
    {
        var latitude = double.DegreesToRadians(Latitude);
        var otherLatitude = double.DegreesToRadians(other.Latitude);
        var half = Math.Sin((otherLatitude - latitude) / 2);
        var halfLongitude = Math.Sin(double.DegreesToRadians(other.Longitude - Longitude) / 2);
        var square = (half * half) + (Math.Cos(latitude) * Math.Cos(otherLatitude) * halfLongitude * halfLongitude);
        return 2 * EarthRadiusMeters * Math.Asin(Math.Min(1, Math.Sqrt(square)));
    }

    /// <summary><c>"44.8,20.4"</c> or <c>"POINT (20.4 44.8)"</c> or a geohash.</summary>
    public static bool TryParse(string text, out GeoPoint point)
    {
        var trimmed = text.Trim();
        if (trimmed.StartsWith("POINT", StringComparison.OrdinalIgnoreCase))
        {
            var inner = trimmed[5..].Trim().TrimStart('(').TrimEnd(')').Split(' ', StringSplitOptions.RemoveEmptyEntries);
            point = default;
            if (inner.Length != 2 || !TryNumber(inner[0], out var x) || !TryNumber(inner[1], out var y))
            {
                return false;
            }

            point = new GeoPoint(y, x);
            return true;
        }

        var comma = trimmed.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0)
        {
            return Geohash.TryDecode(trimmed, out point);
        }

        point = default;
        if (!TryNumber(trimmed[..comma], out var latitude) || !TryNumber(trimmed[(comma + 1)..], out var longitude))
        {
            return false;
        }

        point = new GeoPoint(latitude, longitude);
        return true;
    }

    private static bool TryNumber(string text, out double number)
        => double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out number);
}
