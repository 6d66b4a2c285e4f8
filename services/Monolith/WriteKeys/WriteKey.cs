using System.Security.Cryptography;
using System.Text;
using Migration.Monolith.Problems;
using Migration.TrafficRouter.Http;

namespace Migration.Monolith.WriteKeys;

/// <summary>What makes two writes the same: who, which method, which key; the hash tells whether they also ask the same.</summary>
internal sealed record WriteKey(int UserId, string Method, string Key, byte[] RequestHash)
{
    /// <summary>Null where the request carries none.</summary>
    public static WriteKey? Read(HttpContext context, int userId, string method, string request)
    {
        var header = context.Request.Headers[RoutingHeaders.IdempotencyKey];
        if (header.Count == 0)
        {
            return null;
        }

        return HttpRouter.IdempotencyKeyOf(context) is { } key
            ? new WriteKey(userId, method, key, SHA256.HashData(Encoding.UTF8.GetBytes(request)))
            : throw ProblemException.Invalid(
                RoutingHeaders.IdempotencyKey, header.ToString(), "must be one value of 1 to 128 visible ASCII characters");
    }
}
