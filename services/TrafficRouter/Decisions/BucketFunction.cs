using System.IO.Hashing;
using System.Text;

namespace Migration.TrafficRouter.Decisions;

/// <summary>
/// The bucket function, version 1, frozen: <c>bucket = (XXH32(salt + LF + key, seed 0) * 100000) >> 32</c> over UTF-8, where
/// the salt is <c>service/flag/seed</c> and the key is <c>u:</c> and a user's number, or <c>v:</c> and a visitor's id.
/// bucket-vectors.json lets any language check itself. Another function would deal all users anew: it would be version 2,
/// beside this one, and a flag would have to ask for it.
/// </summary>
public static class BucketFunction
{
    public const int Version = 1;

    /// <summary>Buckets are numbered from 0; one bucket is a thousandth of a percent.</summary>
    public const int Buckets = 100_000;

    internal const int MaxSaltBytes = 256;
    internal const int MaxUserKeyBytes = 2 + 19;

    private const byte Separator = (byte)'\n';

    public static int Bucket(string salt, string key)
        => Bucket(Encoding.UTF8.GetBytes(salt), Encoding.UTF8.GetBytes(key));

    internal static int Bucket(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> key)
    {
        var length = salt.Length + 1 + key.Length;
        var input = length <= 320 ? stackalloc byte[320] : new byte[length];
        salt.CopyTo(input);
        input[salt.Length] = Separator;
        key.CopyTo(input[(salt.Length + 1)..]);
        return Scale(XxHash32.HashToUInt32(input[..length]));
    }

    internal static int Bucket(ReadOnlySpan<byte> salt, long userId)
    {
        Span<byte> input = stackalloc byte[MaxSaltBytes + 1 + MaxUserKeyBytes];
        salt.CopyTo(input);
        var length = salt.Length;
        input[length++] = Separator;
        input[length++] = (byte)'u';
        input[length++] = (byte)':';
        userId.TryFormat(input[length..], out var digits, default, System.Globalization.CultureInfo.InvariantCulture);
        return Scale(XxHash32.HashToUInt32(input[..(length + digits)]));
    }

    private static int Scale(uint hash) => (int)(((ulong)hash * Buckets) >> 32);
}
