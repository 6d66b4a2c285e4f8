using System.Globalization;
using Migration.Monolith.Problems;

namespace Migration.Monolith.Listings;

/// <summary>Which listings are wanted; null means that the field does not matter.</summary>
internal sealed record ListingQuery
{
    public const int MaxLimit = 100;
    private const int DefaultLimit = 20;

    public int? UserId { get; init; }

    public int? StorefrontId { get; init; }

    public int? CategoryId { get; init; }

    public string? Status { get; init; }

    public decimal? MinPrice { get; init; }

    public decimal? MaxPrice { get; init; }

    /// <summary>Words that active listings must hold, all of them.</summary>
    public string? Words { get; init; }

    public int Limit { get; init; } = DefaultLimit;

    public int Offset { get; init; }

    public static ListingQuery Read(IQueryCollection query)
    {
        string[] known = ["limit", "offset", "category_id", "user_id", "storefront_id", "status", "min_price", "max_price"];
        var fields = new QueryFields(query, known);
        var read = new ListingQuery
        {
            Limit = fields.Int("limit", 1, MaxLimit) ?? DefaultLimit,
            Offset = fields.Int("offset", 0) ?? 0,
            CategoryId = fields.Int("category_id"),
            UserId = fields.Int("user_id"),
            StorefrontId = fields.Int("storefront_id"),
            Status = fields.Text("status", 20),
            MinPrice = fields.Decimal("min_price"),
            MaxPrice = fields.Decimal("max_price"),
        };
        if (read.MinPrice > read.MaxPrice)
        {
            fields.Refuse("min_price", query["min_price"], "must not be above max_price");
        }

        fields.ThrowIfInvalid();
        return read;
    }

    /// <summary>As a person would ask for it: a shadow read whose answers differ is named so.</summary>
    public override string ToString()
    {
        (string Name, object? Value)[] fields =
        [
            ("query", Words), ("category_id", CategoryId), ("user_id", UserId), ("storefront_id", StorefrontId), ("status", Status),
            ("min_price", MinPrice), ("max_price", MaxPrice), ("limit", Limit == DefaultLimit ? null : Limit), ("offset", Offset == 0 ? null : Offset),
        ];
        var given = fields.Where(field => field.Value is not null)
            .Select(field => $"{field.Name}={Uri.EscapeDataString(Convert.ToString(field.Value, CultureInfo.InvariantCulture)!)}");
        return $"{ListingsExtensions.Path}?{string.Join('&', given)}".TrimEnd('?');
    }
}
