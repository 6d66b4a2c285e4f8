using Migration.Monolith.Problems;

namespace Migration.Monolith.Listings;

/// <summary>What is searched for among the active listings.</summary>
internal sealed record ListingSearch(string Query)
{
    private const int MaxQuery = 200;
    private const int DefaultLimit = 20;

    public int? CategoryId { get; init; }

    public decimal? MinPrice { get; init; }

    public decimal? MaxPrice { get; init; }

    public int Limit { get; init; } = DefaultLimit;

    public int Offset { get; init; }

    public ListingQuery AsQuery() => new()
    {
        Words = Query,
        CategoryId = CategoryId,
        MinPrice = MinPrice,
        MaxPrice = MaxPrice,
        Limit = Limit,
        Offset = Offset,
    };

    public static ListingSearch Read(IQueryCollection query)
    {
        string[] known = ["query", "limit", "offset", "category_id", "min_price", "max_price"];
        var fields = new QueryFields(query, known);
        var read = new ListingSearch(fields.Text("query", MaxQuery) ?? "")
        {
            Limit = fields.Int("limit", 1, ListingQuery.MaxLimit) ?? DefaultLimit,
            Offset = fields.Int("offset", 0) ?? 0,
            CategoryId = fields.Int("category_id"),
            MinPrice = fields.Decimal("min_price"),
            MaxPrice = fields.Decimal("max_price"),
        };
        if (string.IsNullOrWhiteSpace(read.Query) && query["query"].Count <= 1)
        {
            fields.Refuse("query", query["query"], "must say what to search for");
        }

        if (read.MinPrice > read.MaxPrice)
        {
            fields.Refuse("min_price", query["min_price"], "must not be above max_price");
        }

        fields.ThrowIfInvalid();
        return read;
    }
}
