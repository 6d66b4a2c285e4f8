using Migration.Monolith.Database;
using Migration.Monolith.Images;
using Migration.Monolith.Problems;
using Npgsql;

namespace Migration.Monolith.Listings;

internal sealed class ListingReadStore(NpgsqlDataSource database)
{
    /// <summary>As idx_c2c_listings_search has it, the status included.</summary>
    private const string Search = """
        l.status = 'active' and to_tsvector('simple', l.title || ' ' || coalesce(l.description, '')) @@ plainto_tsquery('simple', $)
        """;

    /// <exception cref="ProblemException">There is none.</exception>
    public async Task<Listing> GetAsync(int id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await FindAsync(connection, id, cancellationToken)
            ?? throw ProblemException.NotFound("listing", id.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    public static async Task<Listing?> FindAsync(NpgsqlConnection connection, int id, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(WithId($"select {ListingRows.Columns} from c2c_listings l where l.id = $1", id));
        batch.BatchCommands.Add(WithId($"select {ImageRows.Columns} from c2c_images i where i.listing_id = $1 {ImageRows.Order}", id));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        var listing = ListingRows.Read(reader);
        await reader.NextResultAsync(cancellationToken);
        return listing with { Images = await ImageRows.ReadAllAsync(reader, cancellationToken) };
    }

    /// <summary>
    /// Has the connection know the statements of <see cref="GetAsync"/>. By a listing with images, where there is one: a prepared statement whose
    /// first answer has no row keeps that its columns have no converters, and looks for them at every read from then on.
    /// </summary>
    public static async Task WarmUpAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var any = new NpgsqlCommand("select listing_id from c2c_images limit 1", connection);
        if (await any.ExecuteScalarAsync(cancellationToken) is not int id)
        {
            return;
        }

        // A statement is prepared on its second use, and used once prepared on its third.
        for (var use = 0; use < 3; use++)
        {
            await FindAsync(connection, id, cancellationToken);
        }
    }

    public async Task<ListingPage> ListAsync(ListingQuery query, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var (listings, total) = await ReadPageAsync(connection, query, cancellationToken);
        var images = await ReadImagesAsync(connection, listings, cancellationToken);
        var complete = listings.Select(listing => listing with { Images = [.. images[listing.Id]] });
        return new ListingPage([.. complete], total, query.Limit, query.Offset);
    }

    public Task<ListingPage> SearchAsync(ListingSearch search, CancellationToken cancellationToken)
        => ListAsync(search.AsQuery(), cancellationToken);

    private static async Task<(List<Listing> Listings, long Total)> ReadPageAsync(
        NpgsqlConnection connection, ListingQuery query, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Page(query));
        batch.BatchCommands.Add(Filtered("select count(*)", query));

        var listings = new List<Listing>(query.Limit);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            listings.Add(ListingRows.Read(reader));
        }

        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (listings, reader.GetInt64(0));
    }

    /// <summary>
    /// The id breaks ties, so that pages never overlap. The page is found by ids alone: what costs more per row is not worked
    /// out for all the rows before it.
    /// </summary>
    private static NpgsqlBatchCommand Page(ListingQuery query)
    {
        var command = Filtered("select l.id", query);
        var filters = command.Parameters.Count;
        command.CommandText = $"""
            select {ListingRows.Columns}
            from ({command.CommandText} order by l.created_at desc, l.id desc limit ${filters + 1} offset ${filters + 2}) page
            join c2c_listings l on l.id = page.id
            order by l.created_at desc, l.id desc
            """;
        command.Parameters.Int(query.Limit).Int(query.Offset);
        return command;
    }

    private static async Task<ILookup<int, ListingImage>> ReadImagesAsync(
        NpgsqlConnection connection, List<Listing> listings, CancellationToken cancellationToken)
    {
        const string Query = $"select {ImageRows.Columns} from c2c_images i where i.listing_id = any($1) {ImageRows.Order}";
        await using var command = new NpgsqlCommand(Query, connection);
        command.Parameters.Ints(listings.Select(listing => listing.Id));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var images = await ImageRows.ReadAllAsync(reader, cancellationToken);
        return images.ToLookup(image => image.ListingId);
    }

    /// <summary>Only filters that are set enter the statement: each combination gets a plan of its own.</summary>
    private static NpgsqlBatchCommand Filtered(string select, ListingQuery query)
    {
        var command = new NpgsqlBatchCommand();
        var conditions = new List<string>();
        Add(query.UserId, "l.user_id = $", parameters => parameters.Int(query.UserId));
        Add(query.CategoryId, "l.category_id = $", parameters => parameters.Int(query.CategoryId));
        Add(query.StorefrontId, "l.storefront_id = $", parameters => parameters.Int(query.StorefrontId));
        Add(query.Status, "l.status = $", parameters => parameters.Text(query.Status));
        Add(query.MinPrice, "l.price >= $", parameters => parameters.Number(query.MinPrice));
        Add(query.MaxPrice, "l.price <= $", parameters => parameters.Number(query.MaxPrice));
        Add(query.Words, Search, parameters => parameters.Text(query.Words));
        command.CommandText = $"{select} from c2c_listings l {(conditions.Count == 0 ? "" : "where " + string.Join(" and ", conditions))}";
        return command;

        void Add(object? value, string condition, Action<NpgsqlParameterCollection> add)
        {
            if (value is not null)
            {
                add(command.Parameters);
                conditions.Add(condition.Replace("$", $"${command.Parameters.Count}", StringComparison.Ordinal));
            }
        }
    }

    private static NpgsqlBatchCommand WithId(string sql, int id)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.Int(id);
        return command;
    }
}
