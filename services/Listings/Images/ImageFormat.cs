namespace Migration.Listings.Images;

/// <summary>The formats that are taken, told by a file's own first bytes and never by what its sender says alone.</summary>
internal static class ImageFormat
{
    /// <summary>As many bytes of a file as <see cref="Detect"/> looks at.</summary>
    public const int HeaderLength = 12;

    private static readonly Dictionary<string, string> Extensions = new(StringComparer.Ordinal)
    {
        ["image/jpeg"] = ".jpg",
        ["image/png"] = ".png",
        ["image/webp"] = ".webp",
        ["image/gif"] = ".gif",
    };

    public static bool IsKnown(string mimeType) => Extensions.ContainsKey(mimeType);

    public static string ExtensionOf(string mimeType) => Extensions[mimeType];

    /// <summary>Null for a name that no file of ours has.</summary>
    public static string? TypeOf(string extension)
        => Extensions.FirstOrDefault(pair => pair.Value.Equals(extension, StringComparison.Ordinal)).Key;

    /// <summary>Null where it is none of them.</summary>
    public static string? Detect(ReadOnlySpan<byte> header)
    {
        if (header.StartsWith<byte>([0xFF, 0xD8, 0xFF]))
        {
            return "image/jpeg";
        }

        if (header.StartsWith<byte>([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
        {
            return "image/png";
        }

        if (header.StartsWith("GIF87a"u8) || header.StartsWith("GIF89a"u8))
        {
            return "image/gif";
        }

        return header.Length >= HeaderLength && header.StartsWith("RIFF"u8) && header[8..].StartsWith("WEBP"u8) ? "image/webp" : null;
    }
}
