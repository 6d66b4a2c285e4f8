using System.Security.Cryptography;
using System.Text;

namespace Migration.Connectivity.Suite;

/// <summary>Makes of a good token what a forger would.</summary>
internal static class ForgedTokens
{
    /// <summary>The same claims under the same key's name, signed by another key.</summary>
    public static string SignedByAnotherKey(string token)
    {
        var signed = token[..token.LastIndexOf('.')];
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return $"{signed}.{Encode(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    /// <summary>The same claims, with a header that says that no signature is needed.</summary>
    public static string Unsigned(string token) => $"{Encode("""{"alg":"none","typ":"JWT"}"""u8)}.{token.Split('.')[1]}.";

    private static string Encode(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
