using System.Net.Http.Headers;
using Migration.Monolith.Seeding;

namespace Migration.Monolith.Tests.Images;

/// <summary>Bytes that begin as pictures do, and uploads made of them.</summary>
internal static class Pictures
{
    public static byte[] Png { get; } = TinyPng.Create(8, 8, 0x112233_445566);

    public static byte[] Jpeg { get; } = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF"u8, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0xFF, 0xD9];

    public static byte[] Webp { get; } = [.. "RIFF"u8, 26, 0, 0, 0, .. "WEBPVP8L"u8, 13, 0, 0, 0, 0x2F, 0, 0, 0, 0x10, 7, 0x10, 0x11, 0x11, 0x88, 0x88, 0xFE, 7, 0];

    /// <summary>A file of this size that begins as a JPEG does.</summary>
    public static byte[] JpegOf(int size)
    {
        var bytes = new byte[size];
        Jpeg.CopyTo(bytes, 0);
        return bytes;
    }

    public static MultipartFormDataContent Upload(params IReadOnlyList<(string Name, byte[] Content)> files)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, content) in files)
        {
            var part = new ByteArrayContent(content);
            part.Headers.ContentType = MediaTypeHeaderValue.Parse("application/octet-stream");
            form.Add(part, "files", name);
        }

        return form;
    }
}
