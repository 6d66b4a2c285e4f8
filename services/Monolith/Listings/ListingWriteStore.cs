using Migration.Monolith.Auth;
using Migration.Monolith.Database;
using Migration.Monolith.Problems;
using Npgsql;

namespace Migration.Monolith.Listings;

/// <summary>The statements of writes; each runs in the transaction that its caller has begun on the connection.</summary>
internal static class ListingWriteStore
{
    private const string CategoryKey = "c2c_listings_category_id_fkey";

    public static async Task<int> CreateAsync(NpgsqlConnection connection, ListingChange change, CancellationToken cancellationToken)
    {
        var columns = new ColumnList();
        columns.Add("user_id", change.UserId, NpgsqlTypes.NpgsqlDbType.Integer);
        AddColumns(columns, change);
        columns.Migration = change.Migration;
        await using var command = new NpgsqlCommand(columns.Insert("c2c_listings"), connection);
        columns.Bind(command.Parameters);
        return (int)(await ExecuteAsync(command.ExecuteScalarAsync, change, cancellationToken))!;
    }

    public static async Task UpdateAsync(
        NpgsqlConnection connection, int id, Caller caller, ListingChange change, CancellationToken cancellationToken)
    {
        var status = await LockAsync(connection, id, caller, cancellationToken);
        if (change.Status.Value is { } next && !ListingStatus.MayFollow(status, next))
        {
            var rule = $"cannot follow '{status}', only {ListingStatus.After(status!)} can";
            throw ProblemException.Conflict($"status: '{next}' {rule}.", new FieldError("status", next, rule));
        }

        var columns = new ColumnList { Migration = change.Migration };
        AddColumns(columns, change);
        await using var command = new NpgsqlCommand(columns.Update("c2c_listings", id), connection);
        columns.Bind(command.Parameters);
        await ExecuteAsync(command.ExecuteNonQueryAsync, change, cancellationToken);
    }

    /// <summary>Deletes the listing with its images and favourites; returns the stored paths of the images.</summary>
    public static async Task<IReadOnlyList<string>> DeleteAsync(
        NpgsqlConnection connection, int id, Caller caller, CancellationToken cancellationToken)
    {
        // Both parts see the rows as they were before.
        const string Delete = """
            with gone as (delete from c2c_listings where id = $1)
            select file_path from c2c_images where listing_id = $1
            """;
        await LockAsync(connection, id, caller, cancellationToken);
        var files = new List<string>();
        await using var command = new NpgsqlCommand(Delete, connection);
        command.Parameters.Int(id);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            files.Add(reader.GetString(0));
        }

        return files;
    }

    /// <summary>
    /// Locks the listing for the rest of the transaction and returns its status; there must be such a listing, and the
    /// caller must be allowed to change it.
    /// </summary>
    public static async Task<string?> LockAsync(NpgsqlConnection connection, int id, Caller caller, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select user_id, status from c2c_listings where id = $1 for update", connection);
        command.Parameters.Int(id);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            throw ProblemException.NotFound("listing", id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        return caller.MayChange(ListingRows.Int(reader, 0))
            ? ListingRows.Text(reader, 1)
            : throw ProblemException.Forbidden($"Listing {id} belongs to another user.");
    }

    private static void AddColumns(ColumnList columns, ListingChange change)
    {
        columns.Add("title", change.Title);
        columns.Add("description", change.Description);
        columns.Add("price", change.Price);
        columns.Add("category_id", change.CategoryId);
        columns.Add("storefront_id", change.StorefrontId);
        columns.Add("status", change.Status);
        columns.Add("condition", change.Condition);
        columns.Add("original_language", change.OriginalLanguage);
        columns.Add("address_city", change.City);
        columns.Add("address_country", change.Country);
        columns.Add("location", change.AddressLine1);
        columns.Add("latitude", change.Latitude);
        columns.Add("longitude", change.Longitude);
        columns.Add("needs_reindex", value: true, NpgsqlTypes.NpgsqlDbType.Boolean);
    }

    private static async Task<T> ExecuteAsync<T>(
        Func<CancellationToken, Task<T>> execute, ListingChange change, CancellationToken cancellationToken)
    {
        try
        {
            return await execute(cancellationToken);
        }
        catch (PostgresException refused) when (CategoryKey.Equals(refused.ConstraintName, StringComparison.Ordinal))
        {
            var category = change.CategoryId.Value?.ToString(System.Globalization.CultureInfo.InvariantCulture);
            throw ProblemException.Invalid("category_id", category, "is no known category");
        }
    }
}
