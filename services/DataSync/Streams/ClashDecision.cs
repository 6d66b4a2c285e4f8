using Npgsql;
using NpgsqlTypes;

namespace Migration.DataSync.Streams;

/// <summary>
/// Who wins a clash is decided once, on whichever side it is seen first, and recorded there in the transaction that follows it. The other
/// way, which meets the same clash later, looks the decision up: so both sides come to the same value whatever their clocks say.
/// </summary>
internal sealed class ClashDecision(StreamDefinition stream, NpgsqlConnection target)
{
    private readonly string _record = $"""
        insert into sync_conflict (stream, concept, row_id, field, base_value, source_value, target_value, winner, source_lsn, decided_lsn)
        select '{stream.Side.Stream}', concept, row_id, field, base, theirs, mine, case when wins then 'source' else 'target' end, position, pg_current_wal_insert_lsn()
        from clash where not settled
        """;

    /// <summary>After it the merge knows whose value each clash is to end with.</summary>
    public async Task DecideAsync(CancellationToken cancellationToken)
    {
        await SettleAsync(await ReadAsync(cancellationToken), cancellationToken);
        await using var record = new NpgsqlCommand(_record, target);
        await record.ExecuteNonQueryAsync(cancellationToken);
        await using var settled = new NpgsqlCommand("update clash set settled = true", target);
        await settled.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<List<(string Concept, long RowId, string Field, NpgsqlLogSequenceNumber Position)>> ReadAsync(CancellationToken cancellationToken)
    {
        var clashes = new List<(string, long, string, NpgsqlLogSequenceNumber)>();
        await using var command = new NpgsqlCommand("select concept, row_id, field, position from clash where not settled", target);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            clashes.Add((row.GetString(0), row.GetInt64(1), row.GetString(2), await row.GetFieldValueAsync<NpgsqlLogSequenceNumber>(3, cancellationToken)));
        }

        return clashes;
    }

    /// <summary>The other way's decisions lie in this way's source; one made after the change saw the change.</summary>
    private async Task SettleAsync(
        List<(string Concept, long RowId, string Field, NpgsqlLogSequenceNumber Position)> clashes, CancellationToken cancellationToken)
    {
        const string Find = """
            select distinct on (c.concept, c.row_id, c.field) c.concept, c.row_id, c.field, d.winner, d.source_value::text
            from unnest($1, $2, $3, $4) c (concept, row_id, field, position)
            join sync_conflict d on d.stream = $5 and d.kind = 'changed' and d.concept = c.concept and d.row_id = c.row_id and d.field = c.field
                and d.decided_lsn > c.position::pg_lsn
            order by c.concept, c.row_id, c.field, d.decided_lsn desc
            """;
        await using var find = stream.Source.CreateCommand(Find);
        find.Parameters.Add(new() { Value = clashes.Select(clash => clash.Concept).ToArray() });
        find.Parameters.Add(new() { Value = clashes.Select(clash => clash.RowId).ToArray() });
        find.Parameters.Add(new() { Value = clashes.Select(clash => clash.Field).ToArray() });
        find.Parameters.Add(new() { Value = clashes.Select(clash => clash.Position.ToString()).ToArray() });
        find.Parameters.Add(new() { Value = stream.OtherStream });
        await using var row = await find.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            // 'target' of that way is the source of this one. Its value goes over the one that lost, and over no later one.
            await using var settle = new NpgsqlCommand(
                "update clash set wins = $4 = 'target', settled = true where concept = $1 and row_id = $2 and field = $3 and ($4 = 'source' or mine is not distinct from $5::jsonb)",
                target);
            settle.Parameters.Add(new() { Value = row.GetString(0) });
            settle.Parameters.Add(new() { Value = row.GetInt64(1) });
            settle.Parameters.Add(new() { Value = row.GetString(2) });
            settle.Parameters.Add(new() { Value = row.GetString(3) });
            settle.Parameters.Add(new() { Value = await row.IsDBNullAsync(4, cancellationToken) ? DBNull.Value : row.GetString(4), NpgsqlDbType = NpgsqlDbType.Text });
            await settle.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
