using Npgsql;
using NpgsqlTypes;

namespace Migration.DataSync.Verification;

/// <summary>One of the two databases, asked for digests of ranges, and for rows.</summary>
internal sealed class VerifiedSide(NpgsqlDataSource database, Func<string, string> rows, long[] quarantinedListings, long[] quarantinedImages)
{
    private const string InRange = "s.id > r.low and s.id <= r.high";

    private int _queries;

    public int Queries => _queries;

    /// <summary>
    /// Of each range the number of rows and the sum of their hashes; md5 of a row's text is the same on every version of PostgreSQL, and tells null from ''.
    /// </summary>
    public async Task<RangeDigest[]> DigestAsync(IReadOnlyList<IdRange> ranges, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            $"""
            select r.n, d.* from unnest($3, $4) with ordinality r (low, high, n) cross join lateral (
                select count(*), coalesce(sum(('x' || left(md5(c::text), 16))::bit(64)::bigint), 0)::text from ({rows(InRange)}) c
            ) d
            """,
            connection);
        AddRanges(command, ranges);
        var digests = new RangeDigest[ranges.Count];
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            digests[row.GetInt64(0) - 1] = new RangeDigest(row.GetInt64(1), row.GetString(2));
        }

        return digests;
    }

    /// <summary>Cuts each range into parts of about the same number of rows, whatever gaps the ids have.</summary>
    public async Task<IReadOnlyList<IdRange>> SplitAsync(string table, IReadOnlyList<IdRange> ranges, int parts, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            $"""
            select r.n, max(t.id)::bigint from unnest($3, $4) with ordinality r (low, high, n)
            cross join lateral (select id, ntile($5) over (order by id) as part from {table} where id > r.low and id <= r.high) t
            where $1 is not null and $2 is not null group by r.n, t.part order by 1, 2
            """,
            connection);
        AddRanges(command, ranges);
        command.Parameters.Add(new() { Value = parts });
        var ends = new List<long>[ranges.Count];
        await using (var row = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await row.ReadAsync(cancellationToken))
            {
                (ends[row.GetInt64(0) - 1] ??= []).Add(row.GetInt64(1));
            }
        }

        return [.. ranges.SelectMany((range, n) => range.CutAt(ends[n] ?? []))];
    }

    /// <summary>The rows of ranges that are small by now. Without the offset the planner would join them with all rows, which it then reads once a range.</summary>
    public Task<Dictionary<long, string>> RowsAsync(IReadOnlyList<IdRange> ranges, CancellationToken cancellationToken)
        => RowsAsync($"unnest($3, $4) r (low, high) cross join lateral ({rows(InRange)} offset 0) c", command => AddRanges(command, ranges), cancellationToken);

    public Task<Dictionary<long, string>> RowsAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
        => RowsAsync(
            $"({rows("s.id = any ($3)")}) c",
            command =>
            {
                AddQuarantine(command);
                command.Parameters.Add(new() { Value = ids.ToArray() });
            },
            cancellationToken);

    private async Task<Dictionary<long, string>> RowsAsync(string from, Action<NpgsqlCommand> bind, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"select c.id::bigint, row_to_json(c)::text from {from}", connection);
        bind(command);
        var found = new Dictionary<long, string>();
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            found[row.GetInt64(0)] = row.GetString(1);
        }

        return found;
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _queries);
        var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var settings = new NpgsqlCommand("set timezone = 'UTC'; set datestyle = 'ISO'; set jit = off", connection);
        await settings.ExecuteNonQueryAsync(cancellationToken);
        return connection;
    }

    private void AddRanges(NpgsqlCommand command, IReadOnlyList<IdRange> ranges)
    {
        AddQuarantine(command);
        command.Parameters.Add(new() { Value = ranges.Select(range => range.Low).ToArray() });
        command.Parameters.Add(new() { Value = ranges.Select(range => range.High).ToArray() });
    }

    private void AddQuarantine(NpgsqlCommand command)
    {
        command.Parameters.Add(new() { Value = quarantinedListings, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });
        command.Parameters.Add(new() { Value = quarantinedImages, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });
    }
}
