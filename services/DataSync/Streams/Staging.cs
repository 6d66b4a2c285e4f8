using System.Buffers;
using System.Globalization;
using Migration.DataSync.Decoding;
using Migration.DataSync.Mapping;
using Npgsql;

namespace Migration.DataSync.Streams;

/// <summary>The temporary tables of the applying session, two a source table: its rows as they were and as they are, in the source's own types.</summary>
internal sealed class Staging(NpgsqlConnection target)
{
    private const int Flush = 256 * 1024;

    /// <summary>Signature, flags, length of the header's extension.</summary>
    private static readonly byte[] Header = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n"u8, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    private static readonly byte[] Trailer = [0xFF, 0xFF];

    private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);

    /// <summary>For every table, as the source has it now; a later relation message may correct it.</summary>
    public async Task CreateAsync(NpgsqlDataSource source, IEnumerable<TableMapping> tables, CancellationToken cancellationToken)
    {
        await SqlAsync(
            """
            create temporary table clash (concept text, row_id bigint, field text, position pg_lsn, base jsonb, theirs jsonb, mine jsonb, wins boolean,
                settled boolean default false) on commit delete rows;
            create temporary table released (source_table text, id bigint, source_row jsonb) on commit delete rows
            """,
            cancellationToken);
        foreach (var mapping in tables)
        {
            var types = new Dictionary<string, uint>(StringComparer.Ordinal);
            await using var command = source.CreateCommand(
                $"select attname::text, atttypid from pg_attribute where attrelid = '{mapping.Source}'::regclass and attnum > 0 and not attisdropped");
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                types[row.GetString(0)] = await row.GetFieldValueAsync<uint>(1, cancellationToken);
            }

            await CreateAsync(mapping, types, cancellationToken);
        }
    }

    public Task EnsureAsync(TableMapping mapping, Relation relation, CancellationToken cancellationToken)
        => CreateAsync(mapping, relation.Columns.ToDictionary(column => column.Name, column => column.TypeOid, StringComparer.Ordinal), cancellationToken);

    public async Task WriteAsync(TableChanges changes, CancellationToken cancellationToken)
    {
        await EnsureAsync(changes.Merge.Mapping, changes.Relation, cancellationToken);
        await WriteAsync($"old_{changes.Relation.Name}", changes, change => change.Old, cancellationToken);
        await WriteAsync($"new_{changes.Relation.Name}", changes, change => change.New, cancellationToken);
    }

    public async Task CopyAsync(NpgsqlConnection source, TableMapping mapping, string condition, CancellationToken cancellationToken)
    {
        var columns = string.Join(", ", mapping.StreamColumns.Select(column => "t." + column.Name));
        await using var from = await source.BeginRawBinaryCopyAsync(
            $"copy (select {columns}, '0/0'::pg_lsn from {mapping.Source} t where {condition}) to stdout (format binary)", cancellationToken);
        await using var to = await target.BeginRawBinaryCopyAsync($"copy new_{mapping.Source} from stdin (format binary)", cancellationToken);
        try
        {
            await from.CopyToAsync(to, Flush, cancellationToken);
        }
        catch
        {
            // Disposing would end the copy as if all rows had come.
            await to.CancelAsync();
            throw;
        }
    }

    /// <summary>For the next chunk of the same transaction.</summary>
    public static IEnumerable<string> Empty(string table)
        => [$"delete from new_{table}", $"delete from old_{table}", $"delete from gone_{table}", "delete from clash", "delete from released"];

    private async Task WriteAsync(string table, TableChanges changes, Func<NetChange, RowImage?> image, CancellationToken cancellationToken)
    {
        if (changes.Rows.All(change => image(change) is null))
        {
            return;
        }

        var rows = new ArrayBufferWriter<byte>(Flush);
        rows.Write(Header);
        await using var copy = await target.BeginRawBinaryCopyAsync($"copy {table} from stdin (format binary)", cancellationToken);
        foreach (var change in changes.Rows)
        {
            if (image(change) is { } row)
            {
                Write(rows, row, changes, change.Position);
                if (rows.WrittenCount > Flush)
                {
                    await copy.WriteAsync(rows.WrittenMemory, cancellationToken);
                    rows.ResetWrittenCount();
                }
            }
        }

        rows.Write(Trailer);
        await copy.WriteAsync(rows.WrittenMemory, cancellationToken);
    }

    private static void Write(ArrayBufferWriter<byte> rows, RowImage row, TableChanges changes, ulong position)
    {
        Span<(int Start, int Length)> columns = stackalloc (int, int)[changes.Relation.Columns.Count];
        row.Locate(columns);
        row.WriteTo(rows, columns, changes.Chosen, position);
    }

    private async Task CreateAsync(TableMapping mapping, Dictionary<string, uint> types, CancellationToken cancellationToken)
    {
        var columns = mapping.StreamColumns.Where(column => types.ContainsKey(column.Name)).ToList();
        var signature = string.Join(',', columns.Select(column => string.Create(CultureInfo.InvariantCulture, $"{column.Name} {types[column.Name]}")));
        if (_types.TryGetValue(mapping.Source, out var known) && string.Equals(known, signature, StringComparison.Ordinal))
        {
            return;
        }

        var list = new List<string>();
        foreach (var column in columns)
        {
            await using var type = new NpgsqlCommand(string.Create(CultureInfo.InvariantCulture, $"select format_type({types[column.Name]}, null)"), target);
            list.Add($"{column.Name} {await type.ExecuteScalarAsync(cancellationToken)}");
        }

        var definition = string.Join(", ", list);
        await SqlAsync(
            $"""
            drop table if exists pg_temp.new_{mapping.Source}, pg_temp.old_{mapping.Source}, pg_temp.gone_{mapping.Source};
            create temporary table new_{mapping.Source} ({definition}, _lsn pg_lsn) on commit delete rows;
            create temporary table old_{mapping.Source} ({definition}, _lsn pg_lsn) on commit delete rows;
            create temporary table gone_{mapping.Source} (id bigint, _lsn pg_lsn) on commit delete rows;
            """,
            cancellationToken);
        _types[mapping.Source] = signature;
    }

    private async Task SqlAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, target);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
