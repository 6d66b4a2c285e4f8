using Npgsql;

namespace Migration.Listings.Storage;

/// <summary>The statements that change listings, for a <see cref="WriteRunner"/>'s transaction.</summary>
internal static class ListingWriter
{
    private const string CategoryConstraint = "listings_category_id_fkey";

    /// <summary>Not a lock that a foreign key check would wait for.</summary>
    private const string LockSql = "select user_id, status, version from listings where id = $1 and not is_deleted for no key update";

    private const string UpdateSql = $"""
        with l as (
            update listings
            set title = coalesce($2, title), description = coalesce($3, description), price = coalesce($4, price),
                quantity = coalesce($5, quantity), status = coalesce($6, status),
                published_at = case when $6 = 'active' then coalesce(published_at, now()) else published_at end
            where id = $1
            returning *
        ), queued as ({QueueSql.Enqueue})
        select {ListingSql.Columns}, l.version from l
        """;

    private const string DeleteSql = $"""
        with l as (
            update listings set is_deleted = true, deleted_at = clock_timestamp() where id = $1 returning id, version, is_deleted
        )
        {QueueSql.Enqueue}
        """;

    private const string TouchSql = $"""
        with l as (update listings set version = version + 1 where id = $1 returning id, version, is_deleted)
        {QueueSql.Enqueue}
        """;

    /// <summary>Null where there is none, or where it is deleted.</summary>
    public static async Task<LockedListing?> LockAsync(NpgsqlConnection connection, long id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(LockSql, connection);
        command.Parameters.AddLong(id);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? new LockedListing(id, row.GetInt64(0), row.GetString(1), row.GetInt64(2)) : null;
    }

    /// <summary>Creates it as a draft.</summary>
    /// <exception cref="UnknownCategoryException">There is no such category.</exception>
    public static async Task<VersionedListing> CreateAsync(NpgsqlConnection connection, NewListing listing, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(ListingSql.Create, connection);
        Bind(command.Parameters, listing);
        try
        {
            return await ReadOneAsync(command, cancellationToken);
        }
        catch (PostgresException refusal) when (CategoryConstraint.Equals(refusal.ConstraintName, StringComparison.Ordinal))
        {
            throw new UnknownCategoryException(listing.CategoryId, refusal);
        }
    }

    /// <summary>The listing must be locked.</summary>
    public static async Task<VersionedListing> UpdateAsync(NpgsqlConnection connection, ListingChange change, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(UpdateSql, connection);
        command.Parameters.AddLong(change.Id);
        command.Parameters.AddText(change.Title);
        command.Parameters.AddText(change.Description);
        command.Parameters.AddPrice(change.Price);
        command.Parameters.AddInt(change.Quantity);
        command.Parameters.AddText(change.Status);
        return await ReadOneAsync(command, cancellationToken);
    }

    /// <summary>The row and everything that belongs to it stay: only who asks for it does not find it any more.</summary>
    public static Task DeleteAsync(NpgsqlConnection connection, long id, CancellationToken cancellationToken)
        => ExecuteAsync(connection, DeleteSql, id, cancellationToken);

    /// <summary>After a change of what belongs to the listing.</summary>
    public static Task TouchAsync(NpgsqlConnection connection, long id, CancellationToken cancellationToken)
        => ExecuteAsync(connection, TouchSql, id, cancellationToken);

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, long id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddLong(id);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<VersionedListing> ReadOneAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return new VersionedListing(ListingReader.Read(row), row.GetInt64(ListingReader.ColumnCount));
    }

    private static void Bind(NpgsqlParameterCollection parameters, NewListing listing)
    {
        parameters.AddLong(listing.UserId);
        parameters.AddLong(listing.StorefrontId);
        parameters.AddText(listing.Title);
        parameters.AddText(listing.Description);
        parameters.AddPrice(listing.Price);
        parameters.AddText(listing.Currency);
        parameters.AddLong(listing.CategoryId);
        parameters.AddInt(listing.Quantity);
        parameters.AddText(listing.Sku);
        parameters.AddText(listing.OriginalLanguage);
        foreach (var column in listing.Translations.ColumnValues)
        {
            parameters.AddText(column);
        }
    }
}
