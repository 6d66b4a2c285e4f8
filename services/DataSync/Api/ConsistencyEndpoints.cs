using Migration.DataSync.Verification;
using Npgsql;

namespace Migration.DataSync.Api;

/// <summary>POST /consistency/verify?repair=false compares now; GET /consistency/report is what the last comparison found. /consistency/continuous: the background's
/// passes. GET /cutover: ready, or what is missing.</summary>
internal static class ConsistencyEndpoints
{
    public static void MapConsistency(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/consistency/report", (VerificationHistory history)
            => history.Last is { } report ? Results.Json(report, DataSyncJson.Readable.VerificationReport) : Results.NotFound());
        endpoints.MapPost("/consistency/verify", (VerificationHistory history, bool? repair, CancellationToken cancellationToken)
            => ComparedAsync(async () => Results.Json(await history.VerifyAsync(repair ?? false, cancellationToken), DataSyncJson.Readable.VerificationReport)));
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
        endpoints.MapGet("/cutover", (CutoverCheck check, CancellationToken cancellationToken)
            => ComparedAsync(async () => Results.Json(await check.RunAsync(cancellationToken), DataSyncJson.Readable.CutoverReport)));
    }

    /// <summary>Without a side there is nothing to compare, and no report that looks like one.</summary>
    private static async Task<IResult> ComparedAsync(Func<Task<IResult>> compare)
    {
        try
        {
            return await compare();
        }
        catch (PostgresException early) when (early.SqlState is PostgresErrorCodes.UndefinedFunction or PostgresErrorCodes.UndefinedTable)
        {
            return Results.Problem(
                $"Nothing was compared, for a database is not prepared: {early.MessageText}. Ask again once /health says that both streams run.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
        catch (Exception failure) when (failure is HttpRequestException or NpgsqlException { IsTransient: true })
        {
            var side = failure is HttpRequestException ? "the search node" : "a database";
            return Results.Problem(
                $"Nothing was compared, for {side} did not answer: {failure.Message} Start it, or mend the road to it, and ask again.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
