using Migration.Monolith.Images;
using Npgsql;
using NpgsqlTypes;

namespace Migration.Monolith.Seeding;

/// <summary>Streams the seed by binary COPY. Each table makes the listings anew from their numbers, so nothing is kept in memory.</summary>
internal sealed class SeedCopy(NpgsqlConnection connection, SeedSettings settings, Vocabulary words)
{
    private const int ProgressEvery = 100_000;
    private readonly ListingGenerator listings = new(settings.Seed, words);
    private readonly ImageGenerator pictures = new(settings.Seed);

    public async Task ListingsAsync(Action<int> progress, CancellationToken cancellationToken)
    {
        const string Copy = """
            copy c2c_listings (id, user_id, category_id, title, description, price, condition, status, location, latitude, longitude,
                address_city, address_country, views_count, show_on_map, original_language, created_at, updated_at, storefront_id,
                external_id, metadata, address_multilingual) from stdin (format binary)
            """;
        await using var writer = await OpenAsync(Copy, cancellationToken);
        for (var index = 0; index < settings.Listings; index++)
        {
            if (index > 0 && index % ProgressEvery == 0)
            {
                progress(index);
            }

            await WriteAsync(writer, listings.Create(index), cancellationToken);
        }

        await writer.CompleteAsync(cancellationToken);
    }

    public async Task<int> ImagesAsync(ImageFiles files, CancellationToken cancellationToken)
    {
        const string Copy = """
            copy c2c_images (id, listing_id, file_path, file_name, file_size, content_type, is_main, created_at, public_url, display_order)
            from stdin (format binary)
            """;
        var id = 0;
        await using var writer = await OpenAsync(Copy, cancellationToken);
        for (var index = 0; index < settings.Listings; index++)
        {
            foreach (var image in pictures.Create(index, listings.CreatedAt(index)))
            {
                id++;
                await WriteAsync(writer, id, image, cancellationToken);
                if (image.Content is { } content)
                {
                    files.Write(image.FilePath, content);
                }
            }
        }

        await writer.CompleteAsync(cancellationToken);
        return id;
    }

    public async Task FavoritesAsync(CancellationToken cancellationToken)
    {
        const int Stream = 3;
        const string Copy = "copy c2c_favorites (user_id, listing_id, created_at) from stdin (format binary)";
        await using var writer = await OpenAsync(Copy, cancellationToken);
        for (var index = 0; index < settings.Listings; index++)
        {
            var random = new SeedRandom(settings.Seed, index, Stream);
            var count = (int)random.Skewed(8);
            var first = random.Next(SeedStatements.Users);
            for (var place = 0; place < count; place++)
            {
                await writer.StartRowAsync(cancellationToken);
                await writer.WriteAsync(1 + ((first + (place * 37)) % SeedStatements.Users), NpgsqlDbType.Integer, cancellationToken);
                await writer.WriteAsync(ListingGenerator.Id(index), NpgsqlDbType.Integer, cancellationToken);
                await writer.WriteAsync(LastDay.AddSeconds(random.Next(86_400)), NpgsqlDbType.Timestamp, cancellationToken);
            }
        }

        await writer.CompleteAsync(cancellationToken);
    }

    private static DateTime LastDay { get; } = new(2025, 12, 31, 0, 0, 0, DateTimeKind.Unspecified);

    private static async Task WriteAsync(NpgsqlBinaryImporter writer, SeedListing listing, CancellationToken cancellationToken)
    {
        await writer.StartRowAsync(cancellationToken);
        await writer.WriteAsync(listing.Id, NpgsqlDbType.Integer, cancellationToken);
        await NumberAsync(writer, listing.UserId, NpgsqlDbType.Integer, cancellationToken);
        await NumberAsync(writer, listing.CategoryId, NpgsqlDbType.Integer, cancellationToken);
        await writer.WriteAsync(listing.Title, NpgsqlDbType.Varchar, cancellationToken);
        await TextAsync(writer, listing.Description, NpgsqlDbType.Text, cancellationToken);
        await NumberAsync(writer, listing.Price, NpgsqlDbType.Numeric, cancellationToken);
        await TextAsync(writer, listing.Condition, NpgsqlDbType.Varchar, cancellationToken);
        await TextAsync(writer, listing.Status, NpgsqlDbType.Varchar, cancellationToken);
        await TextAsync(writer, listing.Location, NpgsqlDbType.Varchar, cancellationToken);
        await NumberAsync(writer, listing.Latitude, NpgsqlDbType.Numeric, cancellationToken);
        await NumberAsync(writer, listing.Longitude, NpgsqlDbType.Numeric, cancellationToken);
        await writer.WriteAsync(listing.City, NpgsqlDbType.Varchar, cancellationToken);
        await writer.WriteAsync(listing.Country, NpgsqlDbType.Varchar, cancellationToken);
        await writer.WriteAsync(listing.Views, NpgsqlDbType.Integer, cancellationToken);
        await writer.WriteAsync(listing.ShowOnMap, NpgsqlDbType.Boolean, cancellationToken);
        await writer.WriteAsync(listing.OriginalLanguage, NpgsqlDbType.Varchar, cancellationToken);
        await writer.WriteAsync(listing.CreatedAt, NpgsqlDbType.Timestamp, cancellationToken);
        await writer.WriteAsync(listing.UpdatedAt, NpgsqlDbType.Timestamp, cancellationToken);
        await NumberAsync(writer, listing.StorefrontId, NpgsqlDbType.Integer, cancellationToken);
        await TextAsync(writer, listing.ExternalId, NpgsqlDbType.Varchar, cancellationToken);
        await TextAsync(writer, listing.Metadata, NpgsqlDbType.Jsonb, cancellationToken);
        await TextAsync(writer, listing.AddressMultilingual, NpgsqlDbType.Jsonb, cancellationToken);
    }

    private static async Task WriteAsync(NpgsqlBinaryImporter writer, int id, SeedImage image, CancellationToken cancellationToken)
    {
        await writer.StartRowAsync(cancellationToken);
        await writer.WriteAsync(id, NpgsqlDbType.Integer, cancellationToken);
        await writer.WriteAsync(image.ListingId, NpgsqlDbType.Integer, cancellationToken);
        await writer.WriteAsync(image.FilePath, NpgsqlDbType.Varchar, cancellationToken);
        await writer.WriteAsync(image.FileName, NpgsqlDbType.Varchar, cancellationToken);
        await writer.WriteAsync(image.FileSize, NpgsqlDbType.Integer, cancellationToken);
        await writer.WriteAsync(image.ContentType, NpgsqlDbType.Varchar, cancellationToken);
        await writer.WriteAsync(image.IsMain, NpgsqlDbType.Boolean, cancellationToken);
        await writer.WriteAsync(image.CreatedAt, NpgsqlDbType.Timestamp, cancellationToken);
        await writer.WriteAsync(ImagePaths.Content(image.ListingId, id), NpgsqlDbType.Text, cancellationToken);
        await writer.WriteAsync(image.DisplayOrder, NpgsqlDbType.Integer, cancellationToken);
    }

    private static Task TextAsync(NpgsqlBinaryImporter writer, string? value, NpgsqlDbType type, CancellationToken cancellationToken)
        => value is null ? writer.WriteNullAsync(cancellationToken) : writer.WriteAsync(value, type, cancellationToken);

    private static Task NumberAsync<T>(NpgsqlBinaryImporter writer, T? value, NpgsqlDbType type, CancellationToken cancellationToken)
        where T : struct
        => value is { } number ? writer.WriteAsync(number, type, cancellationToken) : writer.WriteNullAsync(cancellationToken);

    private async Task<NpgsqlBinaryImporter> OpenAsync(string copy, CancellationToken cancellationToken)
    {
        var writer = await connection.BeginBinaryImportAsync(copy, cancellationToken);
        writer.Timeout = TimeSpan.Zero;
        return writer;
    }
}
