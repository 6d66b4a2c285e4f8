using Migration.Dashboard.Migrating.Sources;

namespace Migration.Dashboard.Migrating.Sync;

/// <summary>DataSync's HTTP API, as far as it is read; the one thing that is asked of it is to compare now, which changes nothing.</summary>
internal sealed class DataSyncApi(SourceClient dataSync)
{
    /// <summary>Comparing a million rows takes its time.</summary>
    private static readonly TimeSpan s_verifyDeadline = TimeSpan.FromMinutes(5);

    public Task<SyncStatus> GetStatusAsync(CancellationToken cancellationToken) => GetAsync<SyncStatus>("/sync/status", cancellationToken);

    public Task<SyncReview> GetReviewAsync(CancellationToken cancellationToken) => GetAsync<SyncReview>("/sync/review?limit=50", cancellationToken);

    public Task<PassStatus> GetPassesAsync(CancellationToken cancellationToken) => GetAsync<PassStatus>("/consistency/continuous", cancellationToken);

    /// <summary>The last report that somebody has asked for; an empty one where nobody has.</summary>
    public async Task<LastReport> GetReportAsync(CancellationToken cancellationToken)
    {
        try
        {
            return new LastReport(await GetAsync<ConsistencyReport>("/consistency/report", cancellationToken));
        }
        catch (SourceException missing) when (missing.Status == StatusCodes.Status404NotFound)
        {
            return new LastReport(null);
        }
    }

    public Task<ConsistencyReport> VerifyAsync(CancellationToken cancellationToken)
        => dataSync.SendAsync<ConsistencyReport>(
            new SourceRequest(HttpMethod.Post, "/consistency/verify?repair=false") { Deadline = s_verifyDeadline }, cancellationToken);

    private Task<T> GetAsync<T>(string path, CancellationToken cancellationToken)
        => dataSync.SendAsync<T>(new SourceRequest(HttpMethod.Get, path), cancellationToken);
}
