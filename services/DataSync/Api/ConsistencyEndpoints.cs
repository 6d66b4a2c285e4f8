using Migration.DataSync.Verification;

namespace Migration.DataSync.Api;

/// <summary>POST /consistency/verify?repair=false compares now; GET /consistency/report is what the last comparison found. /consistency/continuous: the background's
/// passes. GET /cutover: ready, or what is missing.</summary>
internal static class ConsistencyEndpoints
{
    public static void MapConsistency(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/consistency/report", (VerificationHistory history)
            => history.Last is { } report ? Results.Json(report, DataSyncJson.Readable.VerificationReport) : Results.NotFound());
        endpoints.MapPost("/consistency/verify", async (VerificationHistory history, bool? repair, CancellationToken cancellationToken)
            => Results.Json(await history.VerifyAsync(repair ?? false, cancellationToken), DataSyncJson.Readable.VerificationReport));
        endpoints.MapGet("/consistency/continuous", (ContinuousVerification passes) => Results.Json(passes.Status, DataSyncJson.Readable.PassStatus));
        endpoints.MapPost("/consistency/continuous/pause", (ContinuousVerification passes) =>
        {
            passes.Pause();
            return Results.Json(passes.Status, DataSyncJson.Readable.PassStatus);
        });
        endpoints.MapPost("/consistency/continuous/resume", (ContinuousVerification passes) =>
        {
            passes.Resume();
            return Results.Json(passes.Status, DataSyncJson.Readable.PassStatus);
        });
        endpoints.MapGet("/cutover", async (CutoverCheck check, CancellationToken cancellationToken)
            => Results.Json(await check.RunAsync(cancellationToken), DataSyncJson.Readable.CutoverReport));
    }
}
