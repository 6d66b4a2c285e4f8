using System.Globalization;
using System.Text.Json;
using Migration.Monolith.Images;
using Migration.Monolith.Problems;
using Migration.Monolith.WriteKeys;
using Npgsql;

namespace Migration.Monolith.Listings;

/// <summary>Writes of listings as whole transactions: the change, the answer to it, and its idempotency key.</summary>
internal sealed class ListingWrites(NpgsqlDataSource database, ImageFiles files)
{
    private const string NoAnswer = "";

    public Task<Listing> CreateAsync(ListingWrite write, CancellationToken cancellationToken)
        => WriteAsync(write, connection => ListingWriteStore.CreateAsync(connection, write.Change!, cancellationToken), cancellationToken);

    public Task<Listing> UpdateAsync(ListingWrite write, CancellationToken cancellationToken)
        => WriteAsync(
            write,
            async connection =>
            {
                await ListingWriteStore.UpdateAsync(connection, write.Id, write.Caller, write.Change!, cancellationToken);
                return write.Id;
            },
            cancellationToken);

    public async Task<bool> DeleteAsync(ListingWrite write, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await ReplayAsync(connection, write.Key, cancellationToken) is not null)
        {
            return true;
        }

        var images = await ListingWriteStore.DeleteAsync(connection, write.Id, write.Caller, cancellationToken);
        await KeepAsync(connection, write.Key, NoAnswer, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        files.Delete(images);
        return true;
    }

    private async Task<Listing> WriteAsync(ListingWrite write, Func<NpgsqlConnection, Task<int>> change, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await ReplayAsync(connection, write.Key, cancellationToken) is { } before)
        {
            return JsonSerializer.Deserialize(before, MonolithJson.Default.Listing)!;
        }

        var id = await change(connection);
        var listing = await ListingReadStore.FindAsync(connection, id, cancellationToken)
            ?? throw ProblemException.NotFound("listing", id.ToString(CultureInfo.InvariantCulture));
        await KeepAsync(connection, write.Key, JsonSerializer.Serialize(listing, MonolithJson.Default.Listing), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return listing;
    }

    private static async Task<string?> ReplayAsync(NpgsqlConnection connection, WriteKey? key, CancellationToken cancellationToken)
        => key is null ? null : await WriteKeyStore.ClaimAsync(connection, key, cancellationToken);

    private static Task KeepAsync(NpgsqlConnection connection, WriteKey? key, string answer, CancellationToken cancellationToken)
        => key is null ? Task.CompletedTask : WriteKeyStore.KeepAsync(connection, key, answer, cancellationToken);
}
