using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Migration.Monolith.Tests.Hosting;

namespace Migration.Monolith.Tests.Listings;

[TestClass]
public sealed class IdempotencyTests : SharedMonolith
{
    private const string Body = """{"title":"Stari sat","price":10,"category_id":1103}""";

    [TestMethod]
    public async Task Create_Repeated_IsDoneOnce()
    {
        var first = await SendAsync(HttpMethod.Post, MonolithHost.Listings, "create-1", Body);
        var again = await SendAsync(HttpMethod.Post, MonolithHost.Listings, "create-1", Body);

        first.Status.Should().Be(HttpStatusCode.Created);
        again.Status.Should().Be(HttpStatusCode.Created);
        again.Text.Should().Be(first.Text);
    }

    [TestMethod]
    public async Task Create_ManyAtOnce_IsDoneOnce()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SendAsync(HttpMethod.Post, MonolithHost.Listings, "create-many", Body)));

        answers.Select(answer => answer.Json.GetProperty("id").GetInt32()).Distinct().Should().ContainSingle();
    }

    [TestMethod]
    public async Task Create_SameKeyOtherRequest_IsRefused()
    {
        await SendAsync(HttpMethod.Post, MonolithHost.Listings, "create-2", Body);

        var other = await SendAsync(HttpMethod.Post, MonolithHost.Listings, "create-2", Body.Replace("10", "11", StringComparison.Ordinal));

        other.Status.Should().Be(HttpStatusCode.BadRequest);
        other.ErrorFields.Should().Equal("Idempotency-Key");
    }

    [TestMethod]
    public async Task Key_OfAnotherUserOrMethod_IsAnother()
    {
        var mine = await SendAsync(HttpMethod.Post, MonolithHost.Listings, "create-3", Body);
        var theirs = await SendAsync(HttpMethod.Post, MonolithHost.Listings, "create-3", Body, userId: 6);
        var deleted = await SendAsync(HttpMethod.Delete, $"{MonolithHost.Listings}/{mine.Json.GetProperty("id").GetInt32()}", "create-3");

        theirs.Json.GetProperty("id").GetInt32().Should().NotBe(mine.Json.GetProperty("id").GetInt32());
        deleted.Status.Should().Be(HttpStatusCode.NoContent);
    }

    [TestMethod]
    public async Task Delete_Repeated_IsDoneOnce()
    {
        var path = $"{MonolithHost.Listings}/{await Monolith.CreateListingAsync(5)}";

        (await SendAsync(HttpMethod.Delete, path, "delete-1")).Status.Should().Be(HttpStatusCode.NoContent);
        (await SendAsync(HttpMethod.Delete, path, "delete-1")).Status.Should().Be(HttpStatusCode.NoContent, "it is the same deletion");
        (await SendAsync(HttpMethod.Delete, path, "delete-2")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [TestMethod]
    public async Task Update_Repeated_ChangesOnce()
    {
        var id = await Monolith.CreateListingAsync(5);
        var path = $"{MonolithHost.Listings}/{id}";

        var first = await SendAsync(HttpMethod.Patch, path, "update-1", """{"price":20}""");
        await SendAsync(HttpMethod.Patch, path, "update-2", """{"price":30}""");
        var again = await SendAsync(HttpMethod.Patch, path, "update-1", """{"price":20}""");

        again.Text.Should().Be(first.Text);
        (await GetListingAsync(id)).Json.GetProperty("price").GetDecimal().Should().Be(30);
    }

    [TestMethod]
    public async Task Key_OfAFailedWrite_IsFree()
    {
        (await SendAsync(HttpMethod.Post, MonolithHost.Listings, "create-4", """{"title":"Stari sat","price":10,"category_id":999999}""")).Status.Should().Be(HttpStatusCode.BadRequest);

        (await SendAsync(HttpMethod.Post, MonolithHost.Listings, "create-4", Body)).Status.Should().Be(HttpStatusCode.Created);
    }

    [TestMethod]
    public async Task Key_After24Hours_IsNewAgain()
    {
        var first = await SendAsync(HttpMethod.Post, MonolithHost.Listings, "create-5", Body);
        await Monolith.ExecuteAsync("update idempotency_keys set created_at = created_at - interval '25 hours' where key = 'create-5'");

        var later = await SendAsync(HttpMethod.Post, MonolithHost.Listings, "create-5", Body);

        later.Json.GetProperty("id").GetInt32().Should().NotBe(first.Json.GetProperty("id").GetInt32());
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("has blank")]
    public async Task Key_Malformed_IsRefused(string key)
        => (await SendAsync(HttpMethod.Post, MonolithHost.Listings, key, Body)).ErrorFields.Should().Equal("Idempotency-Key");

    [TestMethod]
    public async Task Search_FindsActiveListingsByTheirWords()
    {
        var id = await Monolith.CreateListingAsync(5, "Neobican zmaj od hartije");
        await UpdateAsync(id, """{"status":"active"}""", 5);

        var found = await Monolith.GetAsync("/api/v1/marketplace/search?query=zmaj%20hartije&min_price=1&max_price=99999&category_id=1103");

        found.Json.GetProperty("listings").EnumerateArray().Select(listing => listing.GetProperty("id").GetInt32()).Should().Equal(id);
        (await Monolith.GetAsync("/api/v1/marketplace/search")).ErrorFields.Should().Equal("query");
        (await Monolith.GetAsync("/api/v1/marketplace/search?query=x&min_price=2&max_price=1")).ErrorFields.Should().Equal("min_price");
    }

    private static async Task<Answer> SendAsync(HttpMethod method, string path, string key, string? json = null, int userId = 5)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await Monolith.TokenAsync(userId));
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        var response = await Monolith.Client.SendAsync(request);
        return new Answer(response, await response.Content.ReadAsByteArrayAsync());
    }
}
