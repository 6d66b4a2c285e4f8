using Migration.DataSync.Databases;
using Npgsql;

namespace Migration.DataSync.Verification;

/// <summary>
/// Compares the two databases by checksums of ranges, halves down to the rows where they differ, and asks those again once both ways have passed what
/// was written meanwhile. k bad rows of N are found in O(k log N) range digests, and in a handful of queries, for one query digests many ranges.
/// </summary>
internal sealed class Verifier(DatabasePair databases, IndexVerifier index, StreamWatermark watermark, TimeProvider time)
{
    private const int FirstParts = 512;
    private const int Parts = 16;
    private const int SmallRange = 48;
    private const int Rechecks = 3;

    public async Task<VerificationReport> VerifyAsync(bool repair, CancellationToken cancellationToken)
    {
        var (startedAt, started) = (time.GetUtcNow(), time.GetTimestamp());
        var quarantine = await QuarantineAsync(cancellationToken);
        var monolith = new VerifiedSide(databases.Source, CanonicalListing.OfMonolith, quarantine.Listings, quarantine.Images);
        var microservice = new VerifiedSide(databases.Target, CanonicalListing.OfMicroservice, quarantine.Listings, quarantine.Images);

        var (listings, suspects) = await SuspectsAsync(monolith, microservice, IdRange.All, FirstParts, cancellationToken);
        var findings = await JudgeAsync(monolith, microservice, suspects, cancellationToken);
        var (documents, stale) = await index.VerifyAsync(cancellationToken);

        // A document that follows a row which is wrong itself is repaired with it.
        var found = findings.Select(finding => finding.Id).ToHashSet();
        findings.AddRange(stale.Where(finding => !found.Contains(finding.Id)));

        var repaired = 0;
        if (repair && findings.Count > 0)
        {
            repaired = await Repair.ApplyAsync(databases, findings, cancellationToken);
            await watermark.PassAsync(cancellationToken);
            return await VerifyAsync(repair: false, cancellationToken) with { Repaired = repaired };
        }

        return new VerificationReport
        {
            Verdict = findings.Exists(finding => finding.Verdict is "DRIFT") ? "DRIFT" : findings.Count > 0 ? "INCONCLUSIVE" : "EQUAL",
            StartedAt = startedAt,
            Seconds = time.GetElapsedTime(started).TotalSeconds,
            Listings = listings,
            Documents = documents,
            Explained = quarantine.Listings.Length + quarantine.Images.Length,
            Queries = monolith.Queries + microservice.Queries,
            Repaired = repaired,
            Findings = findings,
        };
    }

    /// <summary>The listings above a position, or from the first on, about as many as are asked for.</summary>
    public async Task<SliceReport> VerifySliceAsync(long? position, int rows, CancellationToken cancellationToken)
    {
        var (monolith, microservice) = await SidesAsync(cancellationToken);
        var after = position ?? IdRange.All.Low;
        var next = await EndAsync(after, rows, cancellationToken);
        var (_, suspects) = await SuspectsAsync(monolith, microservice, new IdRange(after, next ?? long.MaxValue), Parts, cancellationToken);
        return new SliceReport(next, await JudgeAsync(monolith, microservice, suspects, cancellationToken));
    }

    public async Task<IReadOnlyList<Finding>> VerifyIndexAsync(CancellationToken cancellationToken)
        => (await index.VerifyAsync(cancellationToken)).Findings;

    private async Task<(VerifiedSide Monolith, VerifiedSide Microservice)> SidesAsync(CancellationToken cancellationToken)
    {
        var quarantine = await QuarantineAsync(cancellationToken);
        return (new VerifiedSide(databases.Source, CanonicalListing.OfMonolith, quarantine.Listings, quarantine.Images),
            new VerifiedSide(databases.Target, CanonicalListing.OfMicroservice, quarantine.Listings, quarantine.Images));
    }

    private async Task<long?> EndAsync(long after, int rows, CancellationToken cancellationToken)
    {
        await using var command = databases.Source.CreateCommand("select id::bigint from c2c_listings where id > $1 order by id offset $2 limit 1");
        command.Parameters.Add(new NpgsqlParameter { Value = after });
        command.Parameters.Add(new NpgsqlParameter { Value = rows - 1 });
        return await command.ExecuteScalarAsync(cancellationToken) as long?;
    }

    private static async Task<(long Rows, IReadOnlyList<long> Ids)> SuspectsAsync(
        VerifiedSide monolith, VerifiedSide microservice, IdRange all, int firstParts, CancellationToken cancellationToken)
    {
        var rows = 0L;
        var suspects = new List<long>();
        IReadOnlyList<IdRange> ranges = [all];
        for (var parts = firstParts; ranges.Count > 0; parts = Parts)
        {
            ranges = await monolith.SplitAsync("c2c_listings", ranges, parts, cancellationToken);
            var (left, right) = (monolith.DigestAsync(ranges, cancellationToken), microservice.DigestAsync(ranges, cancellationToken));
            await Task.WhenAll(left, right);
            var (mine, theirs) = (await left, await right);
            if (ranges[0].Low == all.Low && ranges[^1].High == all.High && rows == 0)
            {
                rows = theirs.Sum(digest => digest.Rows);
            }

            var differing = Enumerable.Range(0, ranges.Count).Where(n => mine[n] != theirs[n]).ToList();
            suspects.AddRange(await DifferingAsync(
                monolith, microservice, [.. differing.Where(n => mine[n].Rows <= SmallRange).Select(n => ranges[n])], cancellationToken));
            ranges = [.. differing.Where(n => mine[n].Rows > SmallRange).Select(n => ranges[n])];
        }

        return (rows, suspects);
    }

    private static async Task<IEnumerable<long>> DifferingAsync(
        VerifiedSide monolith, VerifiedSide microservice, IReadOnlyList<IdRange> ranges, CancellationToken cancellationToken)
    {
        if (ranges.Count == 0)
        {
            return [];
        }

        var mine = await monolith.RowsAsync(ranges, cancellationToken);
        var theirs = await microservice.RowsAsync(ranges, cancellationToken);
        return mine.Keys.Union(theirs.Keys).Where(id => !string.Equals(mine.GetValueOrDefault(id), theirs.GetValueOrDefault(id), StringComparison.Ordinal));
    }

    private async Task<List<Finding>> JudgeAsync(
        VerifiedSide monolith, VerifiedSide microservice, IReadOnlyList<long> suspects, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        var seen = new Dictionary<long, (string?, string?)>();
        for (var check = 1; suspects.Count > 0 && check <= Rechecks; check++)
        {
            await watermark.PassAsync(cancellationToken);
            var mine = await monolith.RowsAsync([.. suspects], cancellationToken);
            var theirs = await microservice.RowsAsync([.. suspects], cancellationToken);
            var open = new List<long>();
            foreach (var id in suspects)
            {
                var pair = (mine.GetValueOrDefault(id), theirs.GetValueOrDefault(id));
                if (string.Equals(pair.Item1, pair.Item2, StringComparison.Ordinal))
                {
                    continue;
                }

                // The same version on both sides, or two that stand still past both watermarks.
                var isDrift = (pair is ({ } left, { } right) && string.Equals(RowDifference.Version(left), RowDifference.Version(right), StringComparison.Ordinal))
                    || (seen.TryGetValue(id, out var before) && before == pair);
                if (isDrift || check == Rechecks)
                {
                    findings.Add(Repair.Plan(id, isDrift ? "DRIFT" : "UNRESOLVED", pair.Item1, pair.Item2, await WasDeletedAsync(id, pair.Item1 is null, cancellationToken)));
                }
                else
                {
                    open.Add(id);
                }

                seen[id] = pair;
            }

            suspects = open;
        }

        return findings;
    }

    /// <summary>Of a listing that the microservice has made and one side lacks: the mark of its delete is there, or its tombstone in svetubd.</summary>
    private async Task<bool> WasDeletedAsync(long id, bool isGoneFromMonolith, CancellationToken cancellationToken)
    {
        if (id < DatabasePair.FirstServiceId)
        {
            return false;
        }

        try
        {
            await using var command = isGoneFromMonolith
                ? databases.Source.CreateCommand("select exists (select from sync_tombstone where concept = 'listing' and row_id = $1)")
                : databases.Target.CreateCommand("select exists (select from listings where id = $1 and is_deleted)");
            command.Parameters.Add(new NpgsqlParameter { Value = id });
            return await command.ExecuteScalarAsync(cancellationToken) is true;
        }
        catch (PostgresException absent) when (absent.SqlState is PostgresErrorCodes.UndefinedTable)
        {
            // Never synchronised: no delete was ever carried.
            return false;
        }
    }

    private async Task<(long[] Listings, long[] Images)> QuarantineAsync(CancellationToken cancellationToken)
    {
        var ids = new Dictionary<string, List<long>>(StringComparer.Ordinal) { ["listing"] = [], ["image"] = [] };
        foreach (var database in new[] { databases.Source, databases.Target })
        {
            try
            {
                await using var command = database.CreateCommand(
                    "select case when source_table in ('c2c_images', 'listing_images') then 'image' else 'listing' end, source_id from sync_quarantine where source_table in ('c2c_images', 'listing_images', 'c2c_listings', 'listings')");
                await using var row = await command.ExecuteReaderAsync(cancellationToken);
                while (await row.ReadAsync(cancellationToken))
                {
                    ids[row.GetString(0)].Add(row.GetInt64(1));
                }
            }
            catch (PostgresException absent) when (absent.SqlState is PostgresErrorCodes.UndefinedTable)
            {
                // Never synchronised: nothing is explained.
            }
        }

        return ([.. ids["listing"]], [.. ids["image"]]);
    }
}
