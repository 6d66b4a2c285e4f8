namespace Migration.DataSync.Api;

/// <summary>GET /sync/review?limit=100: the newest rows in quarantine, with their reasons, and the newest conflicts, with both values.</summary>
internal static class ReviewEndpoints
{
    private const int MaxLimit = 1000;
    private const int DefaultLimit = 100;

    public static void MapSyncReview(this IEndpointRouteBuilder endpoints)
        => endpoints.MapGet("/sync/review", async (SyncReviewReader reader, int? limit, CancellationToken cancellationToken)
            => Results.Json(await reader.ReadAsync(Math.Clamp(limit ?? DefaultLimit, 1, MaxLimit), cancellationToken), DataSyncJson.Readable.SyncReview));
}
