namespace Migration.DataSync.Mapping.Back;

/// <summary>listing_locations → the address columns of c2c_listings.</summary>
internal static class LocationBackMapping
{
    public static readonly TableMapping Table = new()
    {
        Source = "listing_locations",
        Listing = "s.listing_id",
        IsStrict = false,
        Columns =
        [
            new("id", "bigint"),
            new("listing_id", "bigint"),
            new("country", "text"),
            new("city", "text"),
            new("address_line1", "text"),
            new("latitude", "numeric"),
            new("longitude", "numeric"),
            new("updated_at", "timestamptz"),
        ],
        Targets =
        [
            new("c2c_listings",
            [
                new("id", "s.listing_id::integer"),
                new("address_country", "s.country") { Concept = "country" },
                new("address_city", "s.city") { Concept = "city" },
                new("location", "s.address_line1") { Concept = "address_line1" },
                new("latitude", "s.latitude"),
                new("longitude", "s.longitude"),
            ])
            {
                IsUpdateOnly = true,
                Written = ("s.updated_at at time zone 'UTC'", "t.updated_at"),
            },
        ],
    };
}
