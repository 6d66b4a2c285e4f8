using Migration.Listings.Database;
using Migration.Listings.Storage;
using Npgsql;

namespace Migration.Listings.Search;

/// <summary>What answers while the search node does not: PostgreSQL's full text search, newest first. Every word has to be there.</summary>
internal sealed class DatabaseSearch(NpgsqlDataSource database, DatabaseGate gate)
{
    private const string Visible = "not is_deleted and status = 'active' and visibility = 'public'";

    private const string FindSql = $"""
        with found as materialized (
            select id, created_at from listings
            where {Visible}
                and to_tsvector('simple', listing_search_text(title, description)) @@ plainto_tsquery('simple', listing_search_text($1, null))
                and ($2::bigint is null or category_id = $2)
                and ($3::numeric is null or price >= $3)
                and ($4::numeric is null or price <= $4)
        )
        select total.count, page.id
        from (select count(*)::int as count from found) total
        left join (select id, created_at from found order by created_at desc, id desc limit $5 offset $6) page on true
        order by page.created_at desc, page.id desc
        """;

    private const string SimilarSql = $"""
        with found as materialized (
            select id, abs(price - $3) as distance from listings
            where {Visible} and category_id = $1 and id <> $2 and price between $4 and $5
        )
        select total.count, page.id
        from (select count(*)::int as count from found) total
        left join (select id, distance from found order by distance, id desc limit $6) page on true
        order by page.distance, page.id desc
        """;

    public async Task<FoundListings> FindAsync(ListingSearch search, CancellationToken cancellationToken)
    {
        gate.ThrowIfClosed();
        await using var command = database.CreateCommand(FindSql);
        command.Parameters.AddText(search.Query);
        command.Parameters.AddLong(search.CategoryId);
        command.Parameters.AddPrice(search.MinPrice);
        command.Parameters.AddPrice(search.MaxPrice);
        command.Parameters.AddInt(search.Limit);
        command.Parameters.AddInt(search.Offset);
        return await ReadAsync(command, cancellationToken);
    }

    public async Task<FoundListings> FindSimilarAsync(SimilarSearch search, CancellationToken cancellationToken)
    {
        gate.ThrowIfClosed();
        await using var command = database.CreateCommand(SimilarSql);
        command.Parameters.AddLong(search.CategoryId);
        command.Parameters.AddLong(search.ListingId);
        command.Parameters.AddPrice(search.Price);
        command.Parameters.AddPrice(search.MinPrice);
        command.Parameters.AddPrice(search.MaxPrice);
        command.Parameters.AddInt(search.Limit);
        return await ReadAsync(command, cancellationToken);
    }

    private static async Task<FoundListings> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var ids = new List<long>();
        var total = 0;
        while (await row.ReadAsync(cancellationToken))
        {
            total = row.GetInt32(0);
            if (!await row.IsDBNullAsync(1, cancellationToken))
            {
                ids.Add(row.GetInt64(1));
            }
        }

        return new FoundListings(ids, total, IsFromIndex: false);
    }
}
