using System.Globalization;
using Grpc.Core;
using Migration.Listings.Security;
using Migration.Listings.Validation;

namespace Migration.Listings.Rpc;

internal static class ServerCallContextExtensions
{
    /// <summary>In the trailers: the version of the listing that was read or written.</summary>
    private const string VersionTrailer = "x-listing-version";

    /// <summary>In the request: the version that the caller has seen, where it wants to change that one or none.</summary>
    private const string IfMatch = "if-match";

    private static readonly object CallerKey = new();

    public static void SetCaller(this ServerCallContext context, Caller caller) => context.UserState[CallerKey] = caller;

    /// <exception cref="RpcException">Unauthenticated where nobody is known.</exception>
    public static Caller RequireCaller(this ServerCallContext context)
        => context.UserState.TryGetValue(CallerKey, out var value) && value is Caller caller
            ? caller
            : throw Failures.Unauthenticated("missing authentication token");

    /// <exception cref="RpcException">Unauthenticated where nobody is known, PermissionDenied where it is somebody else.</exception>
    public static Caller RequireCallerFor(this ServerCallContext context, long userId)
    {
        var caller = context.RequireCaller();
        return caller.MayActFor(userId) ? caller : throw Failures.NotOwner("user_id is not the user of the authentication token");
    }

    /// <exception cref="RpcException">PermissionDenied for anybody but an administrator.</exception>
    public static void RequireAdmin(this ServerCallContext context)
    {
        if (!context.RequireCaller().IsAdmin)
        {
            throw Failures.AdminOnly();
        }
    }

    public static void TellVersion(this ServerCallContext context, long version)
        => context.ResponseTrailers.Add(VersionTrailer, version.ToString(CultureInfo.InvariantCulture));

    /// <summary>Null where the caller does not say which version it wants to change.</summary>
    /// <exception cref="RpcException">InvalidArgument where it is no version.</exception>
    public static long? WantedVersion(this ServerCallContext context)
    {
        if (context.RequestHeaders.GetValue(IfMatch) is not { } text)
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            return version;
        }

        var violations = new Violations();
        violations.Add(IfMatch, "must be a version as x-listing-version gives it");
        throw violations.ToException();
    }
}
