using Migration.Monolith.Listings;

namespace Migration.Monolith.Tests.Listings;

/// <summary>What a shadow read calls different, and what it does not.</summary>
[TestClass]
public sealed class ListingComparisonTests
{
    private static readonly DateTime Noon = new(2025, 6, 1, 12, 0, 0, DateTimeKind.Utc);

    private static readonly Listing Bicycle = new()
    {
        Id = 7,
        UserId = 3,
        Title = "Bicikl",
        Price = 100.50m,
        Currency = "RSD",
        Visibility = "public",
        Quantity = 1,
        CreatedAt = Noon,
        UpdatedAt = Noon,
    };

    [TestMethod]
    public void Compare_TheSame_FindsNothing()
        => ListingComparison.Compare(Bicycle, Bicycle with { Images = [], Price = 100.5m }).Should().BeEmpty("a decimal's trailing zero is no difference");

    [TestMethod]
    public void Compare_TimesWithinASecond_AreTheSame()
        => ListingComparison.Compare(
                Bicycle with { CreatedAt = Noon.AddMilliseconds(999), UpdatedAt = Noon.AddMicroseconds(123_456) }, Bicycle)
            .Should().BeEmpty("the wire carries whole seconds");

    [TestMethod]
    public void Compare_CountersApart_AreNoContent()
        => ListingComparison.Compare(Bicycle with { ViewsCount = 5, FavoritesCount = 2 }, Bicycle).Should().BeEmpty();

    [TestMethod]
    public void Compare_OtherVersionsOfTheRow_AreNotCompared()
        => ListingComparison.Compare(Bicycle with { Title = "Bicycle", UpdatedAt = Noon.AddSeconds(1) }, Bicycle)
            .Should().BeEmpty("one side has not applied the change yet");

    public static IEnumerable<(object Changed, string Field)> Fields =>
    [
        (Bicycle with { Id = 8 }, "id"),
        (Bicycle with { UserId = 4 }, "user_id"),
        (Bicycle with { StorefrontId = 1 }, "storefront_id"),
        (Bicycle with { Title = "bicikl" }, "title"),
        (Bicycle with { Description = "" }, "description"),
        (Bicycle with { Price = 100.51m }, "price"),
        (Bicycle with { Currency = "EUR" }, "currency"),
        (Bicycle with { CategoryId = 1 }, "category_id"),
        (Bicycle with { Status = "active" }, "status"),
        (Bicycle with { Visibility = "private" }, "visibility"),
        (Bicycle with { Quantity = 2 }, "quantity"),
        (Bicycle with { Sku = "A" }, "sku"),
        (Bicycle with { Condition = "new" }, "condition"),
        (Bicycle with { OriginalLanguage = "sr" }, "original_language"),
        (Bicycle with { CreatedAt = Noon.AddSeconds(1) }, "created_at"),
        (Bicycle with { Location = new ListingLocation("RS", null, null, null, null) }, "location"),
    ];

    [TestMethod]
    [DynamicData(nameof(Fields))]
    public void Compare_AFieldApart_NamesIt(object changed, string field)
    {
        ListingComparison.Compare(Bicycle, (Listing)changed).Should().ContainSingle().Which.Field.Should().Be(field);
        ListingComparison.Compare((Listing)changed, Bicycle).Should().ContainSingle().Which.Field.Should().Be(field);
    }

    [TestMethod]
    public void Compare_Pages_ComparesWhatBothHaveAndTheTotal()
    {
        var other = Bicycle with { Id = 9, Title = "Automobil" };
        var here = new ListingPage([Bicycle, other], 5, 20, 0);
        var there = new ListingPage([Bicycle with { Id = 8 }, other with { Title = "Auto" }], 6, 20, 0);

        ListingComparison.Compare(here, there).Select(difference => (difference.Field, difference.Monolith, difference.Microservice))
            .Should().Equal(("total", "5", "6"), ("listings[9].title", "Automobil", "Auto"));
    }
}
