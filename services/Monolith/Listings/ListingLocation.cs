using System.Text.Json.Serialization;

namespace Migration.Monolith.Listings;

internal sealed record ListingLocation(string? Country, string? City, string? AddressLine1, decimal? Latitude, decimal? Longitude)
{
    [JsonIgnore]
    public bool IsEmpty => this is { Country: null, City: null, AddressLine1: null, Latitude: null, Longitude: null };
}
