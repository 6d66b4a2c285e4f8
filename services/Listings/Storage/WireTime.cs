using System.Globalization;

namespace Migration.Listings.Storage;

/// <summary>Timestamps on the wire: RFC 3339, UTC, whole seconds; what is finer is cut off, not rounded.</summary>
internal static class WireTime
{
    public static string Format(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
