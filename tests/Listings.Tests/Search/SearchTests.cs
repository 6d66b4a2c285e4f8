using System.Text.Json;
using Grpc.Core;
using Migration.Contracts.Listings.V1;
using Migration.Listings.Tests.Fixture;

namespace Migration.Listings.Tests.Search;

/// <summary>Against the environment's own search node.</summary>
[TestClass]
public sealed class SearchTests : ListingsTest
{
    private static TestSearchNode? _node;
    private static ListingsHost? _service;

    [ClassInitialize]
    public static async Task StartNodeAsync(TestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _node = await TestSearchNode.StartAsync(context.CancellationToken);
        _service = await ListingsHost.StartReadyAsync(Database, search: _node.Url);
        await Database.ExecuteAsync("insert into c2c_categories (id, name, slug) values (7, 'Stolice', 'stolice'), (8, 'Stolovi', 'stolovi')");
    }

    [ClassCleanup]
    public static async Task StopNodeAsync()
    {
        await _service!.DisposeAsync();
        await _node!.DisposeAsync();
    }

    [TestMethod]
    [DataRow("Kuhinjska fotelja", "kuhinjska")]
    [DataRow("Кухињски столњак", "kuhinjski stolnjak")]
    [DataRow("Šporet na čvrsto gorivo", "sporet cvrsto")]
    [DataRow("Детские велосипеды", "велосипед")]
    [DataRow("Leather armchairs", "armchair")]
    public async Task SearchListings_WordInAnyLanguageOrScript_FindsTheListing(string title, string query)
    {
        var listing = await ActiveAsync(request => request.Title = title);

        var found = await SearchUntilAsync(query, response => response.Listings.Any(hit => hit.Id == listing.Id));

        found.Listings.Single(hit => hit.Id == listing.Id).Should().Be(listing, "a hit is the whole listing as it is in the database");
    }

    [TestMethod]
    public async Task SearchListings_Translation_IsFoundToo()
    {
        var listing = await ActiveAsync(request => request.Translations["en"] = new ListingFieldTranslations { Title = "Hammock" });

        await SearchUntilAsync("hammock", response => response.Listings.Any(hit => hit.Id == listing.Id));
    }

    [TestMethod]
    public async Task SearchListings_CategoryAndPrice_Restrict()
    {
        var cheap = await ActiveAsync(request => (request.Title, request.Price, request.CategoryId) = ("Zvonik mali", 10, 7));
        var middle = await ActiveAsync(request => (request.Title, request.Price, request.CategoryId) = ("Zvonik srednji", 19.99, 7));
        var other = await ActiveAsync(request => (request.Title, request.Price, request.CategoryId) = ("Zvonik drugi", 19.99, 8));
        await SearchUntilAsync("zvonik", response => response.Total == 3);

        (await FoundAsync(request => request.CategoryId = 7)).Should().BeEquivalentTo([cheap.Id, middle.Id]);
        (await FoundAsync(request => request.MinPrice = 19.99)).Should().BeEquivalentTo([middle.Id, other.Id]);
        (await FoundAsync(request => request.MaxPrice = 19.98)).Should().BeEquivalentTo([cheap.Id]);
        (await FoundAsync(request => (request.MinPrice, request.MaxPrice, request.CategoryId) = (10, 10, 7))).Should().BeEquivalentTo([cheap.Id]);

        async Task<IEnumerable<long>> FoundAsync(Action<SearchListingsRequest> change)
        {
            var request = new SearchListingsRequest { Query = "zvonik", Limit = 100 };
            change(request);
            return (await _service!.CallSearch(request)).Listings.Select(hit => hit.Id);
        }
    }

    [TestMethod]
    public async Task SearchListings_DraftDeletedOrHidden_IsNotFound()
    {
        var shown = await ActiveAsync(request => request.Title = "Kaleidoskop jedan");
        var deleted = await ActiveAsync(request => request.Title = "Kaleidoskop dva");
        var hidden = await ActiveAsync(request => request.Title = "Kaleidoskop tri");
        await _service!.CreateAsync(With(request => request.Title = "Kaleidoskop nacrt"));
        await SearchUntilAsync("kaleidoskop", response => response.Total == 3);

        // Not yet in the index, so only the database knows: a hit of it must not come back.
        await Database.ExecuteAsync($"update listings set is_deleted = true where id = {deleted.Id}; update listings set visibility = 'private' where id = {hidden.Id}");

        var found = await _service!.CallSearch(new SearchListingsRequest { Query = "kaleidoskop", Limit = 10 });
        found.Listings.Select(hit => hit.Id).Should().Equal(shown.Id);
        found.Total.Should().Be(1);
    }

    [TestMethod]
    public async Task SearchListings_Pages_DoNotOverlap()
    {
        await Database.ExecuteAsync($"""
            with l as (insert into listings (user_id, title, price, category_id, status)
                select 1, 'Dugme', 5, {Category}, 'active' from generate_series(1, 120) returning id, version)
            insert into indexing_queue (listing_id, operation, version) select id, 'index', version from l
            """);
        await SearchUntilAsync("dugme", response => response.Total == 120);
        var ids = new List<long>();
        for (var offset = 0; offset < 150; offset += 50)
        {
            var page = await _service!.CallSearch(new SearchListingsRequest { Query = "dugme", Limit = 50, Offset = offset });
            page.Total.Should().Be(120);
            ids.AddRange(page.Listings.Select(hit => hit.Id));
        }

        ids.Should().HaveCount(120).And.OnlyHaveUniqueItems();
        var beyond = await _service!.CallSearch(new SearchListingsRequest { Query = "dugme", Limit = 50, Offset = 20_000 });
        (beyond.Listings.Count, beyond.Total).Should().Be((0, 120));
        var nothing = await _service.CallSearch(new SearchListingsRequest { Query = "qqqqqq", Limit = 50 });
        (nothing.Listings.Count, nothing.Total).Should().Be((0, 0));
    }

    [TestMethod]
    [DataRow("", 10, 0)]
    [DataRow(" ", 10, 0)]
    [DataRow("x", 10, 0)]
    [DataRow("a\0b", 10, 0)]
    [DataRow("stolica", 0, 0)]
    [DataRow("stolica", -1, 0)]
    [DataRow("stolica", 101, 0)]
    [DataRow("stolica", 10, -1)]
    public async Task SearchListings_BadRequest_IsInvalidArgument(string query, int limit, int offset)
        => await FailureOfAsync(
            _service!.CallSearch(new SearchListingsRequest { Query = query, Limit = limit, Offset = offset }), StatusCode.InvalidArgument);

    [TestMethod]
    public async Task SearchListings_BadPriceOrCategory_IsInvalidArgument()
    {
        await RefusedAsync(request => (request.MinPrice, request.MaxPrice) = (2, 1));
        await RefusedAsync(request => request.MinPrice = double.NaN);
        await RefusedAsync(request => request.MaxPrice = double.PositiveInfinity);
        await RefusedAsync(request => request.CategoryId = 0);
        await RefusedAsync(request => request.Query = new string('q', 501));

        static Task RefusedAsync(Action<SearchListingsRequest> change)
        {
            var request = new SearchListingsRequest { Query = "stolica", Limit = 1 };
            change(request);
            return FailureOfAsync(_service!.CallSearch(request), StatusCode.InvalidArgument);
        }
    }

    [TestMethod]
    public async Task GetSimilarListings_SameCategoryWithinAFifth_NearestFirst()
    {
        await Database.ExecuteAsync("insert into c2c_categories (id, name, slug) values (70, 'Slicno', 'slicno')");
        var model = await ActiveAsync(request => (request.Price, request.CategoryId) = (100, 70));
        var prices = new double[] { 79.99, 80, 95, 100, 103, 120, 120.01 };
        foreach (var price in prices)
        {
            await ActiveAsync(request => (request.Title, request.Price, request.CategoryId) = ("Slicna stvar", price, 70));
        }

        await SearchUntilAsync("slicna stvar", response => response.Total >= prices.Length);

        var found = await _service!.CallSimilar(new GetSimilarListingsRequest { ListingId = model.Id });
        found.Listings.Select(hit => hit.Price).Should().BeEquivalentTo([100, 103, 95, 80, 120.0]);
        found.Listings.Select(hit => Math.Abs(hit.Price - 100)).Should().BeInAscendingOrder();
        found.Total.Should().Be(5);
        (await _service.CallSimilar(new GetSimilarListingsRequest { ListingId = model.Id, Limit = 2 })).Listings.Select(hit => hit.Price).Should().Equal(100, 103);
        await FailureOfAsync(_service.CallSimilar(new GetSimilarListingsRequest { ListingId = model.Id, Limit = 21 }), StatusCode.InvalidArgument);
        await FailureOfAsync(_service.CallSimilar(new GetSimilarListingsRequest { ListingId = 99_999 }), StatusCode.NotFound);
        await FailureOfAsync(_service.CallSimilar(new GetSimilarListingsRequest()), StatusCode.InvalidArgument);
    }

    [TestMethod]
    public async Task SearchListings_FromCommitToFound_IsWithinASecondOrSo()
    {
        var listing = await ActiveAsync(request => request.Title = "Munjevit");
        var started = TimeProvider.System.GetTimestamp();

        await SearchUntilAsync("munjevit", response => response.Listings.Any(hit => hit.Id == listing.Id));

        TimeProvider.System.GetElapsedTime(started).Should().BeLessThan(TimeSpan.FromSeconds(10));
    }

    [TestMethod]
    public async Task SearchListings_UpdateAndDelete_ReachTheIndex()
    {
        var listing = await ActiveAsync(request => request.Title = "Prvobitno");
        await SearchUntilAsync("prvobitno", response => response.Total == 1);

        await _service!.CallUpdate(new UpdateListingRequest { Id = listing.Id, UserId = User, Title = "Preimenovano" }, _service.AsUser(User));
        await SearchUntilAsync("preimenovano", response => response.Total == 1);
        await SearchUntilAsync("prvobitno", response => response.Total == 0);

        await _service.CallDelete(listing.Id, User, _service.AsUser(User));
        await SearchUntilAsync("preimenovano", response => response.Total == 0);
    }

    [TestMethod]
    public async Task Documents_InTheIndex_AreWholeAndMarkedAsListings()
    {
        var listing = await ActiveAsync(request => request.Title = "Dokument");
        await _service!.CallAddImage(new AddImageRequest { ListingId = listing.Id, Url = "/slika.jpg" }, _service.AsUser(User));

        var source = default(JsonElement);
        await Eventually.IsTrueAsync(
            async () =>
            {
                if (await _node!.TryGetAsync($"/listings/_source/{listing.Id}") is not { } answer)
                {
                    return false;
                }

                source = JsonSerializer.Deserialize<JsonElement>(answer);
                return source.GetProperty("images").GetArrayLength() == 1;
            },
            "the image is in the document",
            TestContext.CancellationToken);

        source.GetProperty("document_type").GetString().Should().Be("listing");
        source.GetProperty("title").GetString().Should().Be("Dokument");
        source.GetProperty("created_at").GetString().Should().MatchRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$");
    }

    private static CreateListingRequest With(Action<CreateListingRequest> change)
    {
        var request = ValidCreate();
        change(request);
        return request;
    }

    private static async Task<Listing> ActiveAsync(Action<CreateListingRequest> change)
    {
        var created = await _service!.CreateAsync(With(change));
        return (await _service.CallUpdate(
            new UpdateListingRequest { Id = created.Id, UserId = User, Status = "active" }, _service.AsUser(User))).Listing;
    }

    private async Task<SearchListingsResponse> SearchUntilAsync(string query, Func<SearchListingsResponse, bool> isFound)
    {
        SearchListingsResponse? last = null;
        await Eventually.IsTrueAsync(
            async () =>
            {
                using var call = _service!.CallSearch(new SearchListingsRequest { Query = query, Limit = 100 });
                last = await call;

                // The index is made in the first moments; until then the database answers.
                return "index".Equals((await call.ResponseHeadersAsync).GetValue("x-search-source"), StringComparison.Ordinal) && isFound(last);
            },
            $"'{query}' is found as expected",
            TestContext.CancellationToken);
        return last!;
    }
}
