using System.Net;
using System.Text.Json;
using Migration.Monolith.Tests.Hosting;

namespace Migration.Monolith.Tests.Listings;

[TestClass]
public sealed class ListingWriteTests : SharedMonolith
{
    [TestMethod]
    public async Task Create_ValidListing_IsADraftOfTheCallerAndReadableUnderItsLocation()
    {
        const string Body = """
            {"title":"Škotska harmonika 🪗 <b>'; drop table users;--</b>","description":"prva\nдруга","price":0.01,"category_id":1802,
             "condition":"used","city":"Ниш","country":"Srbija","address_line1":"Glavna 5","latitude":43.32,"longitude":21.9,
             "original_language":"sr","currency":"EUR","quantity":0,"sku":"AB-1"}
            """;

        var answer = await CreateAsync(Body, 41);

        answer.Status.Should().Be(HttpStatusCode.Created);
        var listing = (await Monolith.GetAsync(answer.Header("Location")!)).Json;
        listing.GetProperty("title").GetString().Should().Be("Škotska harmonika 🪗 <b>'; drop table users;--</b>");
        listing.GetProperty("description").GetString().Should().Be("prva\nдруга");
        listing.GetProperty("price").GetRawText().Should().Be("0.01");
        listing.GetProperty("user_id").GetInt32().Should().Be(41);
        listing.GetProperty("status").GetString().Should().Be("draft");
        listing.GetProperty("currency").GetString().Should().Be("EUR");
        listing.GetProperty("quantity").GetInt32().Should().Be(0);
        listing.GetProperty("sku").GetString().Should().Be("AB-1");
        listing.GetProperty("location").GetProperty("address_line1").GetString().Should().Be("Glavna 5");
    }

    [TestMethod]
    public async Task Create_ForSomebodyElse_IsForbiddenUnlessAdmin()
    {
        const string Body = """{"title":"Tuđi oglas","price":10,"category_id":1103,"user_id":77}""";

        var asUser = await CreateAsync(Body, 41);
        var asAdmin = await Monolith.PostAsync(MonolithHost.Listings, Body, await Monolith.AdminTokenAsync());

        asUser.Status.Should().Be(HttpStatusCode.Forbidden);
        asAdmin.Json.GetProperty("user_id").GetInt32().Should().Be(77);
    }

    [TestMethod]
    public async Task Create_TitleOf255CyrillicLetters_IsKeptExactly()
    {
        var title = new string('Ж', 255);

        var answer = await CreateAsync($$"""{"title":"{{title}}","price":9999999999.99,"category_id":1103}""", 41);

        answer.Json.GetProperty("title").GetString().Should().Be(title);
        answer.Json.GetProperty("price").GetRawText().Should().Be("9999999999.99");
    }

    [TestMethod]
    public async Task Create_FiftyAtOnce_AllGetDifferentIds()
    {
        var token = await Monolith.TokenAsync(42);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(number =>
            Monolith.PostAsync(MonolithHost.Listings, $$"""{"title":"Istovremeno {{number}}","price":1,"category_id":1103}""", token)));

        answers.Should().OnlyContain(answer => answer.Status == HttpStatusCode.Created);
        answers.Select(answer => answer.Json.GetProperty("id").GetInt32()).Should().OnlyHaveUniqueItems();
    }

    [TestMethod]
    public async Task Update_OneField_ChangesThatFieldAndMovesUpdatedAt()
    {
        var id = await Monolith.CreateListingAsync(43);
        var before = (await GetListingAsync(id)).Json;

        var after = (await UpdateAsync(id, """{"price":99.9}""", 43)).Json;

        after.GetProperty("price").GetRawText().Should().Be("99.90");
        after.GetProperty("title").GetString().Should().Be(before.GetProperty("title").GetString());
        after.GetProperty("created_at").GetString().Should().Be(before.GetProperty("created_at").GetString());
        after.GetProperty("updated_at").GetDateTime().Should().BeAfter(before.GetProperty("updated_at").GetDateTime());
    }

    [TestMethod]
    public async Task Update_NullClearsAndAbsentKeeps()
    {
        var id = await Monolith.CreateListingAsync(43);
        var token = await Monolith.TokenAsync(43);
        await Monolith.PatchAsync($"{MonolithHost.Listings}/{id}", """{"description":"opis","city":"Pirot"}""", token);

        var after = (await Monolith.PatchAsync($"{MonolithHost.Listings}/{id}", """{"description":null}""", token)).Json;

        after.GetProperty("description").ValueKind.Should().Be(JsonValueKind.Null);
        after.GetProperty("location").GetProperty("city").GetString().Should().Be("Pirot");
    }

    [TestMethod]
    public async Task Update_Quantity_LeavesOtherMetadataAlone()
    {
        var id = await Monolith.QueryAsync<int>("""
            insert into c2c_listings (user_id, title, price, metadata) values (43, 'Sa podacima', 1, '{"source": "import", "migration": {"sku": "S"}}') returning id
            """);

        await UpdateAsync(id, """{"quantity":8}""", 43);

        var metadata = await Monolith.QueryAsync<string>($"select metadata::text from c2c_listings where id = {id}");
        metadata.Should().Be("""{"source": "import", "migration": {"sku": "S", "quantity": 8}}""");
    }

    [TestMethod]
    public async Task Update_AnothersListing_IsForbiddenAndChangesNothing()
    {
        var id = await Monolith.CreateListingAsync(43);

        var answer = await UpdateAsync(id, """{"title":"Preuzeto"}""", 44);

        answer.Status.Should().Be(HttpStatusCode.Forbidden);
        (await Monolith.QueryAsync<string>($"select title from c2c_listings where id = {id}")).Should().Be("Gradski bicikl");
    }

    [TestMethod]
    public async Task Update_ListingWithoutOwner_IsForTheAdminOnly()
    {
        var id = await Monolith.QueryAsync<int>("insert into c2c_listings (title, price) values ('Ničije', 1) returning id");

        var asUser = await UpdateAsync(id, """{"price":2}""", 44);
        var asAdmin = await Monolith.PatchAsync($"{MonolithHost.Listings}/{id}", """{"price":2}""", await Monolith.AdminTokenAsync());

        asUser.Status.Should().Be(HttpStatusCode.Forbidden);
        asAdmin.Status.Should().Be(HttpStatusCode.OK);
    }

    [TestMethod]
    [DataRow("draft", "active", HttpStatusCode.OK)]
    [DataRow("draft", "sold", HttpStatusCode.Conflict)]
    [DataRow("active", "sold", HttpStatusCode.OK)]
    [DataRow("active", "active", HttpStatusCode.Conflict)]
    [DataRow("sold", "active", HttpStatusCode.OK)]
    [DataRow("archived", "active", HttpStatusCode.Conflict)]
    [DataRow("ACTIVE", "archived", HttpStatusCode.OK)]
    public async Task Update_Status_FollowsTheTransitions(string from, string to, HttpStatusCode status)
    {
        var id = await Monolith.QueryAsync<int>($"insert into c2c_listings (user_id, title, price, status) values (43, 'Prelaz', 1, '{from}') returning id");

        var answer = await UpdateAsync(id, $$"""{"status":"{{to}}"}""", 43);

        answer.Status.Should().Be(status);
        (await Monolith.QueryAsync<string>($"select status from c2c_listings where id = {id}")).Should().Be(status == HttpStatusCode.OK ? to : from);
    }

    [TestMethod]
    public async Task Update_TwentyAtOnce_EndsWithOneOfTheWrittenValues()
    {
        var id = await Monolith.CreateListingAsync(45);
        var token = await Monolith.TokenAsync(45);

        var answers = await Task.WhenAll(Enumerable.Range(1, 20).Select(price =>
            Monolith.PatchAsync($"{MonolithHost.Listings}/{id}", $$"""{"price":{{price}}}""", token)));

        answers.Should().OnlyContain(answer => answer.Status == HttpStatusCode.OK);
        (await Monolith.QueryAsync<decimal>($"select price from c2c_listings where id = {id}")).Should().BeInRange(1, 20);
    }

    [TestMethod]
    public async Task Delete_OwnListing_IsGoneAndASecondDeleteFindsNothing()
    {
        var id = await Monolith.CreateListingAsync(46);
        var token = await Monolith.TokenAsync(46);

        var stranger = await Monolith.SendAsync(HttpMethod.Delete, $"{MonolithHost.Listings}/{id}", await Monolith.TokenAsync(47));
        var first = await Monolith.SendAsync(HttpMethod.Delete, $"{MonolithHost.Listings}/{id}", token);
        var second = await Monolith.SendAsync(HttpMethod.Delete, $"{MonolithHost.Listings}/{id}", token);

        stranger.Status.Should().Be(HttpStatusCode.Forbidden);
        first.Status.Should().Be(HttpStatusCode.NoContent);
        second.Status.Should().Be(HttpStatusCode.NotFound);
    }

    [TestMethod]
    public async Task Write_WithoutToken_IsUnauthenticated()
    {
        var create = await Monolith.PostAsync(MonolithHost.Listings, """{"title":"Bez znaka","price":1,"category_id":1103}""");
        var update = await Monolith.PatchAsync($"{MonolithHost.Listings}/1001", """{"price":1}""");
        var delete = await Monolith.SendAsync(HttpMethod.Delete, $"{MonolithHost.Listings}/1001");

        new[] { create, update, delete }.Should().OnlyContain(answer => answer.Status == HttpStatusCode.Unauthorized && answer.Header("WWW-Authenticate") == "Bearer");
    }

    [TestMethod]
    public async Task ViewsCount_Counted_DoesNotMoveUpdatedAt()
    {
        var id = await Monolith.CreateListingAsync(43);
        var before = await Monolith.QueryAsync<DateTime>($"select updated_at from c2c_listings where id = {id}");

        await Monolith.ExecuteAsync($"update c2c_listings set views_count = views_count + 1 where id = {id}");

        (await Monolith.QueryAsync<DateTime>($"select updated_at from c2c_listings where id = {id}")).Should().Be(before);
    }
}
