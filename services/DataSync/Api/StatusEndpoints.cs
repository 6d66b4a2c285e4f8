using Migration.DataSync.Streams;

namespace Migration.DataSync.Api;

/// <summary>GET /sync/status: how both ways are doing. POST /quarantine/replay: what was refused is judged again.</summary>
internal static class StatusEndpoints
{
    public static void MapSyncStatus(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/sync/status", async (SyncStatusReader reader, CancellationToken cancellationToken)
            => Results.Json(await reader.ReadAsync(cancellationToken), DataSyncJson.Readable.SyncStatus));
        endpoints.MapPost("/quarantine/replay", async (SyncStatusReader reader, StreamStatuses statuses, CancellationToken cancellationToken) =>
        {
            await statuses.Forward.ReplayAsync().WaitAsync(cancellationToken);
            return Results.Json(await reader.ReadAsync(cancellationToken), DataSyncJson.Readable.SyncStatus);
        });
    }
}
