namespace Migration.Listings.Tests.Model;

/// <summary>An image of a <see cref="ModelListing"/>.</summary>
internal sealed class ModelImage
{
    public required long Id { get; init; }

    public int Order { get; set; }

    public bool IsPrimary { get; set; }
}
