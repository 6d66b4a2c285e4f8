using Grpc.Core;
using Migration.Contracts.Listings.V1;
using Migration.Listings.Tests.Fixture;

namespace Migration.Listings.Tests.Rpc;

[TestClass]
public sealed class ListListingsTests : ListingsTest
{
    private const int Rows = 60;

    public static IEnumerable<object[]> Refused =>
    [
        ["limit", Request(_ => { }, limit: 0)],
        ["limit", Request(_ => { }, limit: -1)],
        ["limit", Request(_ => { }, limit: 101)],
        ["offset", Request(request => request.Offset = -1)],
        ["min_price", Request(request => (request.MinPrice, request.MaxPrice) = (2, 1))],
        ["min_price", Request(request => request.MinPrice = double.NaN)],
        ["max_price", Request(request => request.MaxPrice = double.PositiveInfinity)],
        ["max_price", Request(request => request.MaxPrice = -1)],
        ["status", Request(request => request.Status = "ACTIVE")],
        ["status", Request(request => request.Status = "")],
        ["user_id", Request(request => request.UserId = 0)],
        ["storefront_id", Request(request => request.StorefrontId = -1)],
        ["category_id", Request(request => request.CategoryId = 0)],
    ];

    [ClassInitialize]
    public static Task InsertAsync(TestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Database.ExecuteAsync($"""
            insert into c2c_categories (id, name, slug) values (2, 'Drugo', 'drugo');
            insert into listings (id, user_id, storefront_id, title, price, category_id, status, created_at)
            select i, 1 + i % 3, case when i % 10 = 0 then 5 end, 'Listing ' || i, i, case when i % 2 = 0 then {Category} else 2 end,
                   case when i % 4 = 0 then 'draft' else 'active' end, timestamptz '2025-01-01Z' + i / 20 * interval '1 hour'
            from generate_series(1, {Rows}) i;
            insert into listings (id, user_id, title, price, category_id, status, is_deleted) values (1000, 1, 'Deleted', 1, 2, 'active', true);
            """);
    }

    [TestMethod]
    [DynamicData(nameof(Refused))]
    public async Task ListListings_BadField_IsInvalidArgumentNamingTheField(string field, ListListingsRequest request)
    {
        var failure = await FailureOfAsync(Service.CallList(request), StatusCode.InvalidArgument);

        failure.Status.Detail.Should().StartWith(field + " ");
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(7)]
    [DataRow(20)]
    [DataRow(100)]
    public async Task ListListings_PageByPage_ShowsEachListingOnceNewestFirst(int limit)
    {
        var seen = new List<long>();
        for (var offset = 0; offset < Rows; offset += limit)
        {
            var page = await Service.CallList(new ListListingsRequest { Limit = limit, Offset = offset });
            page.Total.Should().Be(Rows);
            seen.AddRange(page.Listings.Select(listing => listing.Id));
        }

        // Twenty at a time were created at the same instant: the id decides.
        seen.Should().Equal(Enumerable.Range(1, Rows).OrderByDescending(id => id / 20).ThenByDescending(id => id).Select(id => (long)id));
    }

    [TestMethod]
    public async Task ListListings_BeyondTheEnd_IsEmptyWithTheRealTotal()
    {
        var page = await Service.CallList(new ListListingsRequest { Limit = 10, Offset = int.MaxValue });

        page.Listings.Should().BeEmpty();
        page.Total.Should().Be(Rows);
    }

    [TestMethod]
    public async Task ListListings_Filters_AreAllApplied()
    {
        (await TotalAsync(request => request.UserId = 1)).Should().Be(20);
        (await TotalAsync(request => request.StorefrontId = 5)).Should().Be(6);
        (await TotalAsync(request => request.CategoryId = Category)).Should().Be(30);
        (await TotalAsync(request => request.Status = "draft")).Should().Be(15);
        (await TotalAsync(request => request.MinPrice = 51)).Should().Be(10);
        (await TotalAsync(request => request.MaxPrice = 10.5)).Should().Be(10);
        (await TotalAsync(request => request.MaxPrice = 1e300)).Should().Be(Rows);
        (await TotalAsync(request => request.Status = "sold")).Should().Be(0);
        (await TotalAsync(request => (request.UserId, request.CategoryId, request.Status, request.MinPrice, request.MaxPrice) = (1, 2, "active", 1, 30))).Should().Be(5);
    }

    private static async Task<int> TotalAsync(Action<ListListingsRequest> change)
    {
        var page = await Service.CallList(Request(change, limit: 100));
        page.Listings.Should().HaveCount(page.Total);
        return page.Total;
    }

    private static ListListingsRequest Request(Action<ListListingsRequest> change, int limit = 10)
    {
        var request = new ListListingsRequest { Limit = limit };
        change(request);
        return request;
    }
}
