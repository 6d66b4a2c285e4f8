using System.Globalization;
using Migration.DataSync.Databases;
using Migration.DataSync.Verification;
using Npgsql;

namespace Migration.DataSync.Api;

/// <summary>May the microservice take over? Lag, sequences, quarantine and checksums in one answer.</summary>
internal sealed class CutoverCheck(DatabasePair databases, SyncStatusReader status, VerificationHistory verification)
{
    private const double LagLimit = 5;

    /// <summary>An id that a sequence gives next must lie above every id that is there in its range, or an insert fails or doubles.</summary>
    private static readonly (string Sequence, bool InTarget, string Used)[] Sequences =
    [
        ("listings_id_seq", true, "select coalesce(max(id), 0)::bigint from listings where id >= 1000000000"),
        ("listing_images_id_seq", true, "select coalesce(max(id), 0)::bigint from listing_images where id >= 1000000000"),
        ("global_product_id_seq", false, "select coalesce(max(id), 0)::bigint from c2c_listings where id < 1000000000"),
        ("c2c_images_id_seq", false, "select coalesce(max(id), 0)::bigint from c2c_images where id < 1000000000"),
    ];

    public async Task<CutoverReport> RunAsync(CancellationToken cancellationToken)
    {
        var missing = new List<string>();
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        var now = await status.ReadAsync(cancellationToken);
        if (!now.BackfillComplete)
        {
            missing.Add($"backfill: {now.Backfill}");
        }

        foreach (var stream in now.Streams)
        {
            facts[$"lag {stream.Stream}"] = string.Create(CultureInfo.InvariantCulture, $"{stream.LagBytes} bytes, {stream.LagSeconds:F1} s");
            if (stream.Trouble is not null || stream.LagSeconds > LagLimit)
            {
                missing.Add($"stream {stream.Stream}: {stream.Trouble ?? string.Create(CultureInfo.InvariantCulture, $"{stream.LagSeconds:F1} s behind, at most {LagLimit} s are allowed")}");
            }
        }

        foreach (var (table, rows) in now.Quarantine)
        {
            missing.Add(string.Create(CultureInfo.InvariantCulture, $"quarantine: {rows} rows of {table} are not in the other database"));
        }

        foreach (var (sequence, inTarget, used) in Sequences)
        {
            var (last, highest) = await SequenceAsync(inTarget ? databases.Target : databases.Source, sequence, used, cancellationToken);
            facts[sequence] = string.Create(CultureInfo.InvariantCulture, $"at {last}, highest id {highest}");
            if (last < highest)
            {
                missing.Add($"sequence {sequence}: it stands {facts[sequence]}; its next ids are taken");
            }
        }

        var report = await verification.VerifyAsync(repair: false, cancellationToken);
        facts["checksums"] = string.Create(CultureInfo.InvariantCulture, $"{report.Verdict}, {report.Listings} listings, {report.Documents?.ToString(CultureInfo.InvariantCulture) ?? "no"} documents");
        if (report.Verdict is not "EQUAL")
        {
            missing.Add(string.Create(CultureInfo.InvariantCulture, $"checksums: {report.Verdict}, {report.Findings.Count} findings; see /consistency/report"));
        }

        return new CutoverReport(missing.Count == 0, missing, facts);
    }

    private static async Task<(long Last, long Highest)> SequenceAsync(
        NpgsqlDataSource database, string sequence, string used, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"select (select last_value from {sequence}), ({used})");
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return (row.GetInt64(0), row.GetInt64(1));
    }
}
