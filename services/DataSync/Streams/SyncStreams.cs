using Migration.DataSync.Databases;
using Migration.DataSync.Mapping;
using Migration.DataSync.Mapping.Back;
using Npgsql;

namespace Migration.DataSync.Streams;

/// <summary>The two ways between a pair of databases.</summary>
internal static class SyncStreams
{
    /// <summary>
    /// The search index is told of what the monolith writes, at 0 % too. A job that is due and that nobody has taken yet stays as it is: locked until this
    /// commits, it can only be taken after that, and then the listing is read as it is.
    /// </summary>
    private const string Enqueue = """
        insert into indexing_queue (listing_id, operation, version)
        select l.id, case when l.is_deleted then 'delete' else 'index' end, l.version from listings l
        where l.id in (select id from new_c2c_listings union select id from gone_c2c_listings
            union select listing_id from new_c2c_images union select listing_id from old_c2c_images
            union select listing_id from new_c2c_favorites union select listing_id from old_c2c_favorites)
        order by l.id
        on conflict (listing_id) do update set operation = excluded.operation, version = excluded.version, status = 'pending',
            revision = indexing_queue.revision + 1, retry_count = 0, error_message = null, available_at = now(), updated_at = now()
        where excluded.operation = 'delete' or indexing_queue.operation <> excluded.operation or indexing_queue.status <> 'pending'
            or indexing_queue.retry_count > 0 or indexing_queue.available_at > now()
        """;

    public static StreamDefinition Forward(DatabasePair databases, IEnumerable<string> ignoredColumns) => new()
    {
        Side = StreamSide.Forward,
        Source = databases.Source,
        SourceConnectionString = databases.SourceConnectionString,
        Target = databases.Target,
        TargetConnectionString = databases.TargetConnectionString,
        Tables = [CategoryMapping.Table, ListingMapping.Table, ImageMapping.Table, FavoriteMapping.Table],
        Slot = NameOf(databases.SourceConnectionString),
        Origin = NameOf(databases.TargetConnectionString),
        IgnoredColumns = [.. ignoredColumns],
        Finally = [Enqueue],
    };

    public static StreamDefinition Back(DatabasePair databases) => new()
    {
        Side = StreamSide.Back,
        Source = databases.Target,
        SourceConnectionString = databases.TargetConnectionString,
        Target = databases.Source,
        TargetConnectionString = databases.SourceConnectionString,
        Tables = [ListingBackMapping.Table, ImageBackMapping.Table, AttributeBackMapping.Table, LocationBackMapping.Table],
        Slot = NameOf(databases.TargetConnectionString),
        Origin = NameOf(databases.SourceConnectionString),
    };

    /// <summary>Slots and origins are the whole server's: their names have the database's in them.</summary>
    private static string NameOf(string connectionString)
        => StreamDefinition.OriginPrefix + string.Concat((new NpgsqlConnectionStringBuilder(connectionString).Database ?? "").ToLowerInvariant()
            .Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_').Take(50));
}
