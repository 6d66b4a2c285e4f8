namespace Migration.DataFaults.Suite.History;

/// <summary>
/// Judges by what the writers were told, and by nothing that the synchronisation says of itself: every acknowledged write is there once, in its last
/// state, on both sides; contested listings are the same on both, and each title that nobody has seen in the end is among the recorded losers.
/// </summary>
internal static class HistoryChecker
{
    public static async Task<IReadOnlyList<string>> FindAsync(Workload workload, Side monolith, Side microservice, CancellationToken cancellationToken)
    {
        var violations = new List<string>();
        foreach (var side in new[] { monolith, microservice })
        {
            var rows = await side.PairsAsync($"select id::bigint, title || '|' || views_count from {side.Table} where {side.Alive}", cancellationToken);
            var states = rows.ToLookup(row => row.Key, row => row.Value);
            foreach (var key in workload.Keys)
            {
                var found = states[key.Id].ToList();
                var state = found.Count == 0 ? KeyState.Absent : string.Join(" and ", found);
                if (!key.Allowed.Contains(state, StringComparer.Ordinal))
                {
                    violations.Add($"{key.Id} in {side.Name}: acknowledged '{string.Join("' or '", key.Allowed)}', found '{state}'");
                }
            }
        }

        violations.AddRange(await ContestedAsync(workload, monolith, microservice, cancellationToken));
        return violations;
    }

    private static async Task<List<string>> ContestedAsync(Workload workload, Side monolith, Side microservice, CancellationToken cancellationToken)
    {
        var violations = new List<string>();
        var losers = new HashSet<(long, string)>();
        foreach (var side in new[] { monolith, microservice })
        {
            losers.UnionWith(await side.PairsAsync(
                "select row_id, coalesce((case winner when 'source' then target_value else source_value end) #>> '{}', '') from sync_conflict where concept = 'listing' and field = 'title'",
                cancellationToken));
        }

        foreach (var id in workload.Contested)
        {
            var (there, here) = (await TitleAsync(monolith, id, cancellationToken), await TitleAsync(microservice, id, cancellationToken));
            if (!string.Equals(there, here, StringComparison.Ordinal))
            {
                violations.Add($"{id} is '{there}' in {monolith.Name} and '{here}' in {microservice.Name}");
            }

            var writes = workload.ContestedWrites.Where(write => write.Id == id).ToList();
            var seen = writes.Select(write => write.Base).Append(there).ToHashSet(StringComparer.Ordinal);
            var lost = writes.Where(write => write.IsAcknowledged && !seen.Contains(write.Title) && !losers.Contains((id, write.Title))).Select(write => write.Title).ToList();

            // A write whose outcome is unknown went over one title that nobody can name.
            if (lost.Count > writes.Count(write => write.Base is null))
            {
                violations.Add($"{id}: lost without a record: {string.Join(", ", lost)}");
            }
        }

        return violations;
    }

    private static Task<string> TitleAsync(Side side, long id, CancellationToken cancellationToken)
        => side.ReadAsync<string>($"select title::text from {side.Table} where id = {id}", cancellationToken);
}
