using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Migration.Monolith.Listings;

namespace Migration.Monolith.Tests.Listings;

[TestClass]
public sealed class ListingQueryTests
{
    [TestMethod]
    [DataRow("", "/api/v1/marketplace/listings")]
    [DataRow("?limit=20&offset=0", "/api/v1/marketplace/listings", DisplayName = "what goes without saying is not said")]
    [DataRow("?offset=40&limit=5&category_id=12", "/api/v1/marketplace/listings?category_id=12&limit=5&offset=40")]
    [DataRow("?status=na%20%C4%8Dekanju%26", "/api/v1/marketplace/listings?status=na%20%C4%8Dekanju%26")]
    [DataRow("?min_price=1.5&max_price=20&user_id=7&storefront_id=3", "/api/v1/marketplace/listings?user_id=7&storefront_id=3&min_price=1.5&max_price=20")]
    public void ToString_ReadsAsThePathThatAsksForIt(string typed, string expected)
    {
        var query = ListingQuery.Read(new QueryCollection(QueryHelpers.ParseQuery(typed)));

        var said = query.ToString();

        said.Should().Be(expected);
        ListingQuery.Read(new QueryCollection(QueryHelpers.ParseQuery(said.Split('?').ElementAtOrDefault(1)))).Should().Be(query, "it asks for the same");
    }
}
