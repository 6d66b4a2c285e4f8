using Migration.DataSync.Databases;
using Migration.DataSync.Mapping;
using Npgsql;

namespace Migration.DataSync.Benchmarks;

/// <summary>The peer of the backfill: for each target table the mapping's own projection, made by the source, piped into the target by binary COPY. Nothing else.</summary>
internal sealed class CopyPeer
{
    private const int BufferSize = 128 * 1024;

    private readonly Database _source;
    private readonly Database _target;
    private readonly IReadOnlyList<(string Out, string In)> _copies;

    private CopyPeer(Database source, Database target, IReadOnlyList<(string Out, string In)> copies)
    {
        _source = source;
        _target = target;
        _copies = copies;
    }

    public static async Task<CopyPeer> CreateAsync(Database source, Database target)
    {
        await using (var connection = await source.Source.OpenConnectionAsync())
        {
            // The projection's functions, where it is made.
            await SyncSchema.EnsureAsync(connection, CancellationToken.None);
        }

        await source.ExecuteAsync((await target.ScalarAsync<string>("select pg_get_functiondef('listing_slug'::regproc)"))!);
        var copies = new List<(string, string)>();
        foreach (var mapping in new[] { CategoryMapping.Table, ListingMapping.Table, ImageMapping.Table })
        {
            foreach (var table in mapping.Targets)
            {
                copies.Add(await CopyAsync(mapping, table, target));
            }
        }

        return new CopyPeer(source, target, copies);
    }

    public async Task RunAsync()
    {
        await using var source = await _source.Source.OpenConnectionAsync();
        await using var target = await _target.Source.OpenConnectionAsync();

        // As DataSync does: to compile the projection would only take time.
        await using (var settings = new NpgsqlCommand("set jit = off", source))
        {
            await settings.ExecuteNonQueryAsync();
        }

        await using var transaction = await target.BeginTransactionAsync();
        foreach (var (output, input) in _copies)
        {
            await CopyAsync(source, target, output, input);
        }

        await transaction.CommitAsync();
    }

    public static async Task CopyAsync(Database source, Database target, string output, string input)
    {
        await using var from = await source.Source.OpenConnectionAsync();
        await using var to = await target.Source.OpenConnectionAsync();
        await CopyAsync(from, to, output, input);
    }

    private static async Task CopyAsync(NpgsqlConnection source, NpgsqlConnection target, string output, string input)
    {
        await using var from = await source.BeginRawBinaryCopyAsync(output);
        await using var to = await target.BeginRawBinaryCopyAsync(input);
        await from.CopyToAsync(to, BufferSize);
    }

    private static async Task<(string Out, string In)> CopyAsync(TableMapping mapping, TargetTable table, Database target)
    {
        var types = new Dictionary<string, string>(StringComparer.Ordinal);
        await using (var command = target.Source.CreateCommand($"select attname::text, format_type(atttypid, atttypmod) from pg_attribute where attrelid = '{table.Name}'::regclass and attnum > 0 and not attisdropped"))
        await using (var row = await command.ExecuteReaderAsync())
        {
            while (await row.ReadAsync())
            {
                types[row.GetString(0)] = row.GetString(1);
            }
        }

        var read = string.Join(", ", mapping.Columns.Select(column => $"({column.Expression ?? "t." + column.Name})::{column.Type} as {column.Name}"));
        var projection = string.Join(", ", table.Rules.Select(rule => $"({rule.Expression})::{types[rule.Target]}"));
        return (
            $"copy (select {projection} from (select {read} from {mapping.Source} t) s where {table.Where ?? "true"}) to stdout (format binary)",
            $"copy {table.Name} ({string.Join(", ", table.Rules.Select(rule => rule.Target))}) from stdin (format binary)");
    }
}
