namespace Migration.Listings.Tests.Model;

/// <summary>A listing as simply as it can be thought of.</summary>
internal sealed class ModelListing
{
    public required long Id { get; init; }

    public required string Title { get; set; }

    public required int Quantity { get; set; }

    public string Status { get; set; } = "draft";

    public bool IsDeleted { get; set; }

    public long Version { get; set; } = 1;

    public List<ModelImage> Images { get; } = [];

    public IEnumerable<ModelImage> ShownImages => Images.OrderByDescending(image => image.IsPrimary).ThenBy(image => image.Order).ThenBy(image => image.Id);

    public bool MayBecome(string status) => (Status, status) is
        ("draft", "active") or ("draft", "inactive")
        or ("active", "sold") or ("active", "inactive") or ("active", "archived")
        or ("inactive", "active") or ("inactive", "draft")
        or ("sold", "active");
}
