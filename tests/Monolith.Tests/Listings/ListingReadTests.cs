using System.Net;
using Migration.Monolith.Tests.Hosting;

namespace Migration.Monolith.Tests.Listings;

[TestClass]
public sealed class ListingReadTests : SharedMonolith
{
    [TestMethod]
    public async Task List_WithoutParameters_ReturnsTwentyNewestFirstAndTheTotal()
    {
        var answer = await Monolith.GetAsync(MonolithHost.Listings);

        var created = answer.Json.GetProperty("listings").EnumerateArray().Select(listing => listing.GetProperty("created_at").GetDateTime()).ToList();
        answer.Status.Should().Be(HttpStatusCode.OK);
        created.Should().HaveCount(20).And.BeInDescendingOrder();
        answer.Json.GetProperty("total").GetInt64().Should().BeGreaterThanOrEqualTo(200);
        answer.Json.GetProperty("limit").GetInt32().Should().Be(20);
    }

    [TestMethod]
    public async Task List_AllPages_NeitherOverlapNorLeaveGaps()
    {
        var ids = new List<int>();
        var all = await Monolith.QueryAsync<long>("select count(*) from c2c_listings");
        for (var offset = 0; offset < all; offset += 30)
        {
            var page = await Monolith.GetAsync($"{MonolithHost.Listings}?limit=30&offset={offset}");
            ids.AddRange(page.Json.GetProperty("listings").EnumerateArray().Select(listing => listing.GetProperty("id").GetInt32()));
        }

        ids.Should().OnlyHaveUniqueItems().And.HaveCount((int)all);
    }

    [TestMethod]
    public async Task List_OffsetBehindTheEnd_IsEmptyWithTheRealTotal()
    {
        var answer = await Monolith.GetAsync($"{MonolithHost.Listings}?offset=100000");

        answer.Json.GetProperty("listings").GetArrayLength().Should().Be(0);
        answer.Json.GetProperty("total").GetInt64().Should().BeGreaterThanOrEqualTo(200);
    }

    [TestMethod]
    [DataRow("user_id=1", "user_id = 1")]
    [DataRow("category_id=1705", "category_id = 1705")]
    [DataRow("status=sold", "status = 'sold'")]
    [DataRow("storefront_id=2", "storefront_id = 2")]
    [DataRow("min_price=50000", "price >= 50000")]
    [DataRow("max_price=1999.99", "price <= 1999.99")]
    [DataRow("user_id=1&status=active&min_price=10&max_price=100000", "user_id = 1 and status = 'active' and price between 10 and 100000")]
    public async Task List_WithFilter_CountsWhatTheDatabaseCounts(string query, string condition)
    {
        var answer = await Monolith.GetAsync($"{MonolithHost.Listings}?limit=1&{query}");

        var expected = await Monolith.QueryAsync<long>($"select count(*) from c2c_listings where {condition}");
        answer.Json.GetProperty("total").GetInt64().Should().Be(expected);
    }

    [TestMethod]
    [DataRow("limit=0", "limit")]
    [DataRow("limit=101", "limit")]
    [DataRow("limit=-1", "limit")]
    [DataRow("limit=ten", "limit")]
    [DataRow("limit=1&limit=2", "limit")]
    [DataRow("offset=-1", "offset")]
    [DataRow("offset=99999999999", "offset")]
    [DataRow("category_id=0", "category_id")]
    [DataRow("user_id=1;drop table users", "user_id")]
    [DataRow("min_price=NaN", "min_price")]
    [DataRow("min_price=-1", "min_price")]
    [DataRow("min_price=1e400", "min_price")]
    [DataRow("min_price=1%00", "min_price")]
    [DataRow("max_price=12,5", "max_price")]
    [DataRow("min_price=5&max_price=4", "min_price")]
    [DataRow("status=%00", "status")]
    [DataRow("status=a-status-longer-than-the-column", "status")]
    [DataRow("categry_id=1101", "categry_id")]
    public async Task List_BadParameter_IsRefusedByName(string query, string field)
    {
        var answer = await Monolith.GetAsync($"{MonolithHost.Listings}?{query}");

        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.ContentType.Should().Be("application/problem+json");
        answer.ErrorFields.Should().Equal(field);
    }

    [TestMethod]
    public async Task List_SeveralBadParameters_NamesAllOfThem()
    {
        var answer = await Monolith.GetAsync($"{MonolithHost.Listings}?limit=500&offset=x&foo=1");

        answer.ErrorFields.Should().BeEquivalentTo("limit", "offset", "foo");
    }

    [TestMethod]
    public async Task Get_SeededListing_ShowsTheRowInTheWordsOfTheContract()
    {
        await Monolith.ExecuteAsync("""
            insert into c2c_listings (id, user_id, category_id, title, description, price, condition, status, location, latitude, longitude,
                address_city, address_country, created_at, updated_at, metadata)
            values (900001, 7, 1103, 'Трицикл', E'две\nлиније', 1200.50, 'used', 'aktivan', 'Glavna 1', 44.8, 20.4, 'Niš', 'Srbija',
                '2025-03-30 02:30:00.000001', '2025-10-26 02:30:00', '{"migration": {"currency": "EUR", "quantity": 5, "sku": "T-1"}}')
            """);

        var listing = (await Monolith.GetAsync($"{MonolithHost.Listings}/900001")).Json;

        listing.GetProperty("title").GetString().Should().Be("Трицикл");
        listing.GetProperty("description").GetString().Should().Be("две\nлиније");
        listing.GetProperty("price").GetRawText().Should().Be("1200.50");
        listing.GetProperty("status").GetString().Should().Be("aktivan");
        listing.GetProperty("created_at").GetString().Should().Be("2025-03-30T02:30:00.000001Z");
        listing.GetProperty("updated_at").GetString().Should().Be("2025-10-26T02:30:00Z");
        listing.GetProperty("currency").GetString().Should().Be("EUR");
        listing.GetProperty("quantity").GetInt32().Should().Be(5);
        listing.GetProperty("sku").GetString().Should().Be("T-1");
        listing.GetProperty("visibility").GetString().Should().Be("public");
        listing.GetProperty("location").GetProperty("city").GetString().Should().Be("Niš");
        listing.GetProperty("images").GetArrayLength().Should().Be(0);
    }

    [TestMethod]
    [DataRow("""{"migration": 5}""")]
    [DataRow("""{"migration": {"quantity": "many", "currency": 7}}""")]
    [DataRow("""[1, 2]""")]
    [DataRow("null")]
    public async Task Get_MetadataOfAnyShape_FallsBackToTheMarketplacesOwn(string metadata)
    {
        var id = await Monolith.QueryAsync<int>($"insert into c2c_listings (title, metadata) values ('Bez svega', '{metadata}') returning id");

        var listing = (await GetListingAsync(id)).Json;

        listing.GetProperty("currency").GetString().Should().Be("RSD");
        listing.GetProperty("quantity").GetInt32().Should().Be(1);
        listing.GetProperty("price").ValueKind.Should().Be(System.Text.Json.JsonValueKind.Null);
        listing.GetProperty("user_id").ValueKind.Should().Be(System.Text.Json.JsonValueKind.Null);
    }

    [TestMethod]
    [DataRow("99999999", HttpStatusCode.NotFound)]
    [DataRow("4294967296", HttpStatusCode.NotFound)]
    [DataRow("0", HttpStatusCode.BadRequest)]
    [DataRow("-5", HttpStatusCode.BadRequest)]
    [DataRow("abc", HttpStatusCode.BadRequest)]
    [DataRow("1.5", HttpStatusCode.BadRequest)]
    [DataRow("99999999999999999999", HttpStatusCode.BadRequest)]
    [DataRow("1%27%20or%20%271%27=%271", HttpStatusCode.BadRequest)]
    [DataRow("%F0%9F%9A%B2", HttpStatusCode.BadRequest)]
    public async Task Get_IdThatIsNone_IsAProblem(string id, HttpStatusCode status)
    {
        var answer = await Monolith.GetAsync($"{MonolithHost.Listings}/{id}");

        answer.Status.Should().Be(status);
        answer.ContentType.Should().Be("application/problem+json");
    }
}
