using Google.Protobuf;
using Grpc.Core;
using Migration.Listings.Security;
using Migration.Listings.Storage;
using Npgsql;

namespace Migration.Listings.Rpc;

/// <summary>What all writes have in common: one transaction, the idempotency key, and that the listing is the caller's.</summary>
internal sealed class OwnedWrites(WriteRunner runner)
{
    private const string RepeatTrailer = "x-idempotent-repeat";

    public async Task<WriteResult<TResponse>> RunAsync<TResponse>(
        WriteKey? key, ServerCallContext context, Func<NpgsqlConnection, CancellationToken, Task<TResponse>> change)
        where TResponse : class, IMessage<TResponse>, new()
    {
        try
        {
            var result = await runner.RunAsync(key, change, context.CancellationToken);
            if (result.IsRepeat)
            {
                context.ResponseTrailers.Add(RepeatTrailer, "true");
            }

            return result;
        }
        catch (WriteKeyReusedException)
        {
            throw WriteKeys.Reused();
        }
    }

    /// <summary>Locks the listing until the transaction ends.</summary>
    /// <exception cref="RpcException">NotFound, or PermissionDenied where it is somebody else's.</exception>
    public static async Task<LockedListing> LockAsync(NpgsqlConnection connection, long listingId, Caller caller, CancellationToken cancellationToken)
    {
        var listing = await ListingWriter.LockAsync(connection, listingId, cancellationToken)
            ?? throw Failures.Missing(listingId, await Quarantine.HoldsAsync(connection, listingId, cancellationToken));
        return caller.MayActFor(listing.UserId) ? listing : throw Failures.NotOwner($"listing {listingId} belongs to another user");
    }
}
