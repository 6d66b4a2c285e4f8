using Grpc.Core;
using Migration.Contracts.Listings.V1;
using Migration.Listings.Storage;
using Migration.Listings.Telemetry;
using Migration.Listings.Validation;

namespace Migration.Listings.Rpc;

/// <summary>CreateListing, UpdateListing, DeleteListing.</summary>
internal sealed partial class WriteCalls(OwnedWrites writes, ListingsMetrics metrics, ILogger<WriteCalls> logger)
{
    public async Task<CreateListingResponse> CreateAsync(CreateListingRequest request, ServerCallContext context)
    {
        var listing = CreateListingRules.Check(request);
        context.RequireCallerFor(listing.UserId);
        try
        {
            var result = await writes.RunAsync(WriteKeys.Read(context, request), context, async (connection, cancellationToken) =>
            {
                var created = await ListingWriter.CreateAsync(connection, listing, cancellationToken);
                context.TellVersion(created.Version);
                return new CreateListingResponse { Listing = created.Listing };
            });
            if (!result.IsRepeat)
            {
                metrics.ListingCreated();
                Log.ListingCreated(logger, result.Response.Listing.Id, listing.UserId);
            }

            return result.Response;
        }
        catch (UnknownCategoryException unknown)
        {
            var violations = new Violations();
            violations.Add("category_id", unknown.Message);
            throw violations.ToException();
        }
    }

    public async Task<UpdateListingResponse> UpdateAsync(UpdateListingRequest request, ServerCallContext context)
    {
        var change = UpdateListingRules.Check(request);
        var caller = context.RequireCallerFor(request.UserId);
        var wanted = context.WantedVersion();
        var result = await writes.RunAsync(WriteKeys.Read(context, request), context, async (connection, cancellationToken) =>
        {
            var present = await OwnedWrites.LockAsync(connection, change.Id, caller, cancellationToken);
            CheckVersion(present, wanted);
            if (change.Status is { } status && !StatusTransitions.IsAllowed(present.Status, status))
            {
                throw Failures.Precondition("STATUS_TRANSITION", $"status cannot change from {present.Status} to {status}");
            }

            var updated = await ListingWriter.UpdateAsync(connection, change, cancellationToken);
            context.TellVersion(updated.Version);
            return new UpdateListingResponse { Listing = updated.Listing };
        });
        return result.Response;
    }

    public async Task<DeleteListingResponse> DeleteAsync(DeleteListingRequest request, ServerCallContext context)
    {
        var violations = new Violations();
        violations.CheckId("id", request.Id);
        violations.CheckId("user_id", request.UserId);
        violations.ThrowIfAny();
        var caller = context.RequireCallerFor(request.UserId);
        var wanted = context.WantedVersion();
        var result = await writes.RunAsync(WriteKeys.Read(context, request), context, async (connection, cancellationToken) =>
        {
            CheckVersion(await OwnedWrites.LockAsync(connection, request.Id, caller, cancellationToken), wanted);
            await ListingWriter.DeleteAsync(connection, request.Id, cancellationToken);
            return new DeleteListingResponse { Success = true };
        });
        if (!result.IsRepeat)
        {
            Log.ListingDeleted(logger, request.Id, caller.UserId);
        }

        return result.Response;
    }

    private static void CheckVersion(LockedListing present, long? wanted)
    {
        if (wanted is { } version && version != present.Version)
        {
            throw Failures.Precondition("VERSION_CHANGED", $"listing {present.Id} has version {present.Version}, not {version}");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(20, LogLevel.Information, "Listing {ListingId} created by user {UserId}", EventName = "ListingCreated")]
        public static partial void ListingCreated(ILogger logger, long listingId, long userId);

        [LoggerMessage(21, LogLevel.Information, "Listing {ListingId} deleted by user {UserId}", EventName = "ListingDeleted")]
        public static partial void ListingDeleted(ILogger logger, long listingId, long userId);
    }
}
