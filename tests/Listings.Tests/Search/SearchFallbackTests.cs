using Microsoft.Extensions.Time.Testing;
using Migration.Contracts.Listings.V1;
using Migration.Listings.Search;
using Migration.Listings.Tests.Fixture;

namespace Migration.Listings.Tests.Search;

[TestClass]
public sealed class SearchFallbackTests : ListingsTest
{
    private static readonly TimeSpan HttpLimit = SearchExtensions.RequestTimeout;

    [TestMethod]
    public async Task SearchListings_NoSearchNode_IsAnsweredByTheDatabaseAndSaysSo()
    {
        var latin = await ActiveAsync("Kuhinjski ormarić", 10);
        var cyrillic = await ActiveAsync("Кухињски ормарић", 20);
        var draft = await Service.CreateAsync(With("Kuhinjski ormaric nacrt", 10));

        var (response, source) = await SearchAsync(Service, new SearchListingsRequest { Query = "kuhinjski ormaric", Limit = 10 });

        source.Should().Be("database");
        response.Listings.Select(hit => hit.Id).Should().Equal([cyrillic.Id, latin.Id], "newest first, drafts like {0} not at all", draft.Id);
        response.Total.Should().Be(2);
        (await SearchAsync(Service, new SearchListingsRequest { Query = "ormarić", MinPrice = 15, Limit = 10 })).Response.Listings.Should().ContainSingle();
        (await SearchAsync(Service, new SearchListingsRequest { Query = "ormarić", MaxPrice = 15, Limit = 10 })).Response.Listings.Should().ContainSingle();
        (await SearchAsync(Service, new SearchListingsRequest { Query = "ormarić", CategoryId = 9, Limit = 10 })).Response.Total.Should().Be(0);
        (await SearchAsync(Service, new SearchListingsRequest { Query = "ormarić", Limit = 10, Offset = 5 })).Response.Total.Should().Be(2);
        (await SearchAsync(Service, new SearchListingsRequest { Query = "nema toga", Limit = 10 })).Response.Total.Should().Be(0);
    }

    [TestMethod]
    [DataRow("' or 1=1 --")]
    [DataRow("a & b | !c:*")]
    [DataRow("((((")]
    [DataRow("\\ % _ \" \t")]
    [DataRow("👨‍👩‍👧‍👦")]
    public async Task SearchListings_AnyText_IsNoSyntax(string query)
        => (await SearchAsync(Service, new SearchListingsRequest { Query = query, Limit = 10 })).Source.Should().Be("database");

    [TestMethod]
    public async Task SearchListings_SearchNodeFails_IsAnsweredByTheDatabase()
    {
        await using var search = await FakeSearchNode.StartAsync();
        await using var service = await ListingsHost.StartReadyAsync(Database, Service.Issuer, search.Url);

        (await SearchAsync(service, new SearchListingsRequest { Query = "stolica", Limit = 1 })).Source.Should().Be("database");
    }

    [TestMethod]
    public async Task SearchListings_SearchNodeHangs_IsAnsweredWithinTheDeadline()
    {
        await using var search = await FakeSearchNode.StartAsync();
        search.Hangs = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var service = await ListingsHost.StartReadyAsync(Database, Service.Issuer, search.Url, time, "Search:QueryTimeout=01:00:00");
        var deadline = (time.GetUtcNow() + TimeSpan.FromMinutes(10)).UtcDateTime;

        using var call = service.Client.SearchListingsAsync(
            new SearchListingsRequest { Query = "stolica", Limit = 1 }, deadline: deadline, cancellationToken: TestContext.CancellationToken);
        await search.Hangs.Task.WaitAsync(TestContext.CancellationToken);

        // Half of the caller's time, and what has been added to it on the way.
        time.Advance(TimeSpan.FromMinutes(6));
        var advanced = TimeProvider.System.GetTimestamp();
        await call;

        TimeProvider.System.GetElapsedTime(advanced).Should().BeLessThan(HttpLimit / 2, "that is what ended the search, not the HTTP client by the machine's clock");
        (await call.ResponseHeadersAsync).GetValue("x-search-source").Should().Be("database");
    }

    [TestMethod]
    public async Task GetSimilarListings_NoSearchNode_IsAnsweredByTheDatabase()
    {
        await Database.ExecuteAsync("insert into c2c_categories (id, name, slug) values (71, 'Slicno', 'slicno') on conflict do nothing");
        var model = await ActiveAsync("Sličan model", 100, 71);
        foreach (var price in new[] { 79.99, 80, 120, 101, 120.01 })
        {
            await ActiveAsync("Sličan", price, 71);
        }

        var similar = await Service.CallSimilar(new GetSimilarListingsRequest { ListingId = model.Id });

        similar.Listings.Select(hit => hit.Price).Should().BeEquivalentTo([101, 120, 80.0]);
        similar.Listings[0].Price.Should().Be(101);
        similar.Total.Should().Be(3);
    }

    private static CreateListingRequest With(string title, double price, long category = Category)
    {
        var request = ValidCreate();
        (request.Title, request.Price, request.CategoryId) = (title, price, category);
        return request;
    }

    private static async Task<Listing> ActiveAsync(string title, double price, long category = Category)
    {
        var created = await Service.CreateAsync(With(title, price, category));
        return (await Service.CallUpdate(new UpdateListingRequest { Id = created.Id, UserId = User, Status = "active" }, Service.AsUser(User))).Listing;
    }

    private static async Task<(SearchListingsResponse Response, string? Source)> SearchAsync(ListingsHost service, SearchListingsRequest request)
    {
        using var call = service.CallSearch(request);
        var response = await call;
        return (response, (await call.ResponseHeadersAsync).GetValue("x-search-source"));
    }
}
