using System.Globalization;
using System.Text;

namespace Migration.SearchNode.Benchmarks;

/// <summary>One listing as it goes into the index.</summary>
internal sealed record Listing(int Id, string Title, string Description)
{
    public required int Category { get; init; }

    public required int PriceCents { get; init; }

    public required string Status { get; init; }

    public required string City { get; init; }

    public required double Latitude { get; init; }

    public required double Longitude { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required int Quantity { get; init; }

    public string ToJson() => new StringBuilder(512)
        .Append(CultureInfo.InvariantCulture, $"{{\"id\":{Id},\"title\":\"{Title}\",\"description\":\"{Description}\",\"category_id\":{Category},")
        .Append(CultureInfo.InvariantCulture, $"\"price\":{PriceCents / 100}.{PriceCents % 100:00},\"currency\":\"RSD\",\"status\":\"{Status}\",\"visibility\":\"public\",")
        .Append(CultureInfo.InvariantCulture, $"\"quantity\":{Quantity},\"city\":\"{City}\",\"location\":{{\"lat\":{Latitude:F6},\"lon\":{Longitude:F6}}},")
        .Append(CultureInfo.InvariantCulture, $"\"created_at\":\"{CreatedAt:yyyy-MM-ddTHH:mm:ss}Z\"}}")
        .ToString();
}
