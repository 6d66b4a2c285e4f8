using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Core;
using Migration.Contracts.Listings.V1;
using Migration.Listings.Storage;
using Migration.Listings.Validation;

namespace Migration.Listings.Rpc;

/// <summary>Reads a call's idempotency key.</summary>
internal static class WriteKeys
{
    public const string Header = "idempotency-key";

    private const int MaxLength = 255;

    /// <summary>Null where the call has none.</summary>
    /// <exception cref="RpcException">InvalidArgument: empty or too long.</exception>
    public static WriteKey? Read(ServerCallContext context, IMessage request)
        => Read(context, () => SHA256.HashData(Canonical(request).ToByteArray()));

    public static WriteKey? Read(ServerCallContext context, Func<byte[]> hash)
    {
        if (context.RequestHeaders.GetValue(Header) is not { } key)
        {
            return null;
        }

        var violations = new Violations();
        violations.AddIf(key.Length is 0 or > MaxLength, Header, $"must have between 1 and {MaxLength} characters");
        violations.ThrowIfAny();
        return new WriteKey(context.RequireCaller().UserId, context.Method[(context.Method.LastIndexOf('/') + 1)..], key, hash());
    }

    /// <exception cref="RpcException">InvalidArgument: always.</exception>
    public static RpcException Reused()
    {
        var violations = new Violations();
        violations.Add(Header, "was used for another request");
        return violations.ToException();
    }

    /// <summary>A map has no order on the wire, so the same request may come with another one.</summary>
    private static IMessage Canonical(IMessage request)
    {
        if (request is not CreateListingRequest { Translations.Count: > 1 } create)
        {
            return request;
        }

        var sorted = create.Clone();
        sorted.Translations.Clear();
        foreach (var (language, fields) in create.Translations.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            sorted.Translations.Add(language, fields);
        }

        return sorted;
    }
}
