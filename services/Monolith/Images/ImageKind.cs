namespace Migration.Monolith.Images;

/// <summary>The kinds of picture that are taken, told by their first bytes: a name or a declared type proves nothing.</summary>
internal sealed record ImageKind(string ContentType, string Extension)
{
    /// <summary>As many bytes as the longest signature needs.</summary>
    public const int SignatureLength = 12;

    public static ImageKind Jpeg { get; } = new("image/jpeg", "jpg");

    public static ImageKind Png { get; } = new("image/png", "png");

    public static ImageKind Webp { get; } = new("image/webp", "webp");

    public static ImageKind? Detect(ReadOnlySpan<byte> start)
        => start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? Jpeg
            : start.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) ? Png
            : start.Length >= SignatureLength && start.StartsWith("RIFF"u8) && start[8..].StartsWith("WEBP"u8) ? Webp
            : null;
}
