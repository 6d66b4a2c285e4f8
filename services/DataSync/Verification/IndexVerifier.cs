using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Migration.DataSync.Databases;

namespace Migration.DataSync.Verification;

/// <summary>
/// Compares the search index with the microservice's database, document by document. What is queued for the index is on its way: whatever differs is
/// asked again once nothing waits any more, and only what stands still is drift.
/// </summary>
internal sealed class IndexVerifier(DatabasePair databases, SearchNode search, TimeProvider time)
{
    private const int PageSize = 1000;
    private const int Rechecks = 3;
    private const int MostRechecked = 10 * PageSize;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Null documents where no search node is configured.</summary>
    public async Task<(long? Documents, IReadOnlyList<Finding> Findings)> VerifyAsync(CancellationToken cancellationToken)
    {
        if (search.Client is not { } client)
        {
            return (null, []);
        }

        await SettleAsync(client, cancellationToken);
        var found = new List<DocumentFinding>();
        var documents = 0L;
        long? after = IdRange.All.Low;
        while (after is { } from)
        {
            var page = await PageAsync(client, new JsonObject { ["range"] = new JsonObject { ["id"] = new JsonObject { ["gt"] = from } } }, cancellationToken);
            documents += page.Count;
            after = page.Count < PageSize ? null : page.Keys.Max();
            found.AddRange(DocumentFinding.Of(await ListingsAsync("l.id > $1 and l.id <= $2", cancellationToken, from, after ?? long.MaxValue), page));
        }

        return (documents, found.Count is 0 or > MostRechecked ? [.. found.Select(finding => finding.ToFinding())] : await RecheckAsync(client, found, cancellationToken));
    }

    private async Task<List<Finding>> RecheckAsync(HttpClient client, List<DocumentFinding> open, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        for (var check = 1; open.Count > 0; check++)
        {
            await SettleAsync(client, cancellationToken);
            var before = open.ToDictionary(finding => finding.Id);
            var now = new List<DocumentFinding>();
            foreach (var ids in open.Select(finding => finding.Id).Chunk(PageSize))
            {
                var page = await PageAsync(client, new JsonObject { ["terms"] = new JsonObject { ["id"] = new JsonArray(ids.Select(id => (JsonNode?)JsonValue.Create(id)).ToArray()) } }, cancellationToken);
                now.AddRange(DocumentFinding.Of(await ListingsAsync("l.id = any ($1)", cancellationToken, ids), page));
            }

            var still = now.ToLookup(finding => finding.StandsStill(before.GetValueOrDefault(finding.Id)));
            findings.AddRange(still[true].Select(finding => finding.ToFinding()));
            open = [.. still[false]];
            if (check == Rechecks)
            {
                findings.AddRange(open.Select(finding => finding.ToFinding() with { Verdict = "UNRESOLVED" }));
                break;
            }
        }

        return findings;
    }

    private async Task SettleAsync(HttpClient client, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (time.GetElapsedTime(started) < Patience)
        {
            await using var command = databases.Target.CreateCommand("select exists (select from indexing_queue where status <> 'failed')");
            if (await command.ExecuteScalarAsync(cancellationToken) is false)
            {
                break;
            }

            await Task.Delay(Pause, time, cancellationToken);
        }

        using var refresh = await client.PostAsync(new Uri("listings/_refresh", UriKind.Relative), null, cancellationToken);
        refresh.EnsureSuccessStatusCode();
    }

    private static async Task<Dictionary<long, JsonElement>> PageAsync(HttpClient client, JsonObject filter, CancellationToken cancellationToken)
    {
        var query = new JsonObject
        {
            ["size"] = PageSize,
            ["version"] = true,
            ["sort"] = new JsonArray(new JsonObject { ["id"] = "asc" }),
            ["query"] = new JsonObject
            {
                ["bool"] = new JsonObject
                {
                    ["filter"] = filter,

                    // A rebuild's mark of what was deleted meanwhile: no document, and gone with the rebuild's end.
                    ["must_not"] = new JsonObject { ["term"] = new JsonObject { ["document_type"] = "tombstone" } },
                },
            },
        };
        using var response = await client.PostAsync(new Uri("listings/_search", UriKind.Relative), JsonContent.Create(query), cancellationToken);
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return answer.GetProperty("hits").GetProperty("hits").EnumerateArray()
            .ToDictionary(hit => long.Parse(hit.GetProperty("_id").GetString()!, CultureInfo.InvariantCulture));
    }

    private async Task<Dictionary<long, JsonElement>> ListingsAsync(string condition, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = databases.Target.CreateCommand(
            $"""
            select l.id, row_to_json(l)::jsonb || jsonb_build_object(
                'updated_at', to_char(l.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                'images', (select jsonb_agg(i.id order by i.is_primary desc, i.display_order, i.id) from listing_images i where i.listing_id = l.id))
            from listings l where {condition} and not l.is_deleted
            """);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        var listings = new Dictionary<long, JsonElement>();
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            using var document = JsonDocument.Parse(row.GetString(1));
            listings[row.GetInt64(0)] = document.RootElement.Clone();
        }

        return listings;
    }
}
