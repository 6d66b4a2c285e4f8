using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Migration.Contracts.Listings.V1;
using Migration.Listings.Tests.Fixture;

namespace Migration.Listings.Tests.Rest;

/// <summary>The calls as JSON, on the same paths as the contract says.</summary>
[TestClass]
public sealed class RestTests : ListingsTest
{
    [TestMethod]
    public async Task Listing_FromCreateToDelete_IsTheSameByJsonAndByGrpc()
    {
        var (status, created) = await SendAsync(
            HttpMethod.Post, "/v1/listings", $$"""{"userId":"{{User}}","title":"Sto od hrasta","price":120.5,"currency":"RSD","categoryId":"{{Category}}","quantity":2}""", User);
        status.Should().Be(HttpStatusCode.OK, created.ToJsonString());
        var id = created["listing"]!["id"]!.GetValue<string>();
        (await Service.GetAsync(long.Parse(id, System.Globalization.CultureInfo.InvariantCulture))).Title.Should().Be("Sto od hrasta");

        var (_, changed) = await SendAsync(HttpMethod.Patch, $"/v1/listings/{id}", $$"""{"userId":"{{User}}","price":99.99}""", User);
        changed["listing"]!["price"]!.GetValue<double>().Should().Be(99.99);
        var (_, read) = await SendAsync(HttpMethod.Get, $"/v1/listings/{id}");
        read["listing"]!["title"]!.GetValue<string>().Should().Be("Sto od hrasta");
        read["listing"]!["price"]!.GetValue<double>().Should().Be(99.99);
        var (_, listed) = await SendAsync(HttpMethod.Get, $"/v1/listings?userId={User}&limit=100");
        listed["listings"]!.AsArray().Should().Contain(listing => listing!["id"]!.GetValue<string>() == id);

        var (_, deleted) = await SendAsync(HttpMethod.Delete, $"/v1/listings/{id}?userId={User}", user: User);
        deleted["success"]!.GetValue<bool>().Should().BeTrue();
        (await SendAsync(HttpMethod.Get, $"/v1/listings/{id}")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [TestMethod]
    public async Task Images_AddListReorderDelete_GoByTheirPaths()
    {
        var listing = await Service.CreateAsync(ValidCreate());
        var path = $"/v1/listings/{listing.Id}/images";
        var ids = new List<string>();
        for (var i = 1; i <= 2; i++)
        {
            var (status, added) = await SendAsync(HttpMethod.Post, path, $$"""{"url":"/images/{{i}}.jpg","displayOrder":{{i}}}""", User);
            status.Should().Be(HttpStatusCode.OK, added.ToJsonString());
            ids.Add(added["image"]!["id"]!.GetValue<string>());
        }

        (await SendAsync(HttpMethod.Post, path + ":reorder", $$"""{"userId":"{{User}}","imageIds":["{{ids[1]}}","{{ids[0]}}"]}""", User)).Status.Should().Be(HttpStatusCode.OK);
        var (_, images) = await SendAsync(HttpMethod.Get, path);
        images["images"]!.AsArray().Select(image => image!["id"]!.GetValue<string>()).Should().Equal(ids[1], ids[0]);
        (await SendAsync(HttpMethod.Get, $"/v1/images/{ids[0]}")).Status.Should().Be(HttpStatusCode.OK);
        (await SendAsync(HttpMethod.Delete, $"{path}/{ids[0]}?userId={User}", user: User)).Status.Should().Be(HttpStatusCode.OK);
        (await SendAsync(HttpMethod.Get, $"/v1/images/{ids[0]}")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [TestMethod]
    [DataRow("POST", "/v1/listings", "{}", 401, 16, DisplayName = "a write without a token")]
    [DataRow("POST", "/v1/listings:reindex", "{}", 401, 16, DisplayName = "a reindex without a token")]
    [DataRow("GET", "/v1/listings:search", null, 400, 3, DisplayName = "a search for nothing")]
    [DataRow("GET", "/v1/listings?limit=1000000", null, 400, 3, DisplayName = "a page too large")]
    [DataRow("GET", "/v1/listings/0", null, 400, 3, DisplayName = "an id that none has")]
    [DataRow("GET", "/v1/listings/abc", null, 400, 3, DisplayName = "an id that is no number")]
    [DataRow("GET", "/v1/listings/2000000000/similar", null, 404, 5, DisplayName = "a listing that is not there")]
    public async Task Call_ThatIsRefused_SaysWhyByStatusAndCode(string method, string path, string? body, int status, int code)
    {
        var (answered, failure) = await SendAsync(new HttpMethod(method), path, body);

        ((int)answered).Should().Be(status, failure.ToJsonString());
        failure["code"]!.GetValue<int>().Should().Be(code);
        failure["message"]!.GetValue<string>().Should().NotBeEmpty();
    }

    [TestMethod]
    public async Task Create_WithBadFields_NamesEachOfThem()
    {
        var (status, failure) = await SendAsync(HttpMethod.Post, "/v1/listings", $$"""{"userId":"{{User}}","title":"","price":-1,"currency":"RSD","categoryId":"{{Category}}","quantity":1}""", User);

        status.Should().Be(HttpStatusCode.BadRequest);
        var violations = failure["details"]!.AsArray().Single(detail => detail!["@type"]!.GetValue<string>().EndsWith("BadRequest", StringComparison.Ordinal))!["fieldViolations"]!;
        violations.AsArray().Select(violation => violation!["field"]!.GetValue<string>()).Should().Contain(["title", "price"]);
    }

    [TestMethod]
    [DataRow("{")]
    [DataRow("[]")]
    [DataRow("""{"price":"much"}""")]
    [DataRow("""{"noSuchField":1}""")]
    public async Task Body_ThatIsNotTheMessage_IsTheCallersFault(string body)
        => (await SendAsync(HttpMethod.Post, "/v1/listings", body, User)).Status.Should().Be(HttpStatusCode.BadRequest);

    [TestMethod]
    public async Task Body_BeyondTheLimit_IsRefused()
    {
        var (status, failure) = await SendAsync(HttpMethod.Post, "/v1/listings", $$"""{"title":"{{new string('x', 3 * 1024 * 1024)}}"}""", User);

        ((int)status).Should().BeOneOf([400, 413, 429], failure.ToJsonString());
    }

    [TestMethod]
    public async Task Document_NamesEveryCallOfTheContractAndNoTypeThatItDoesNotDescribe()
    {
        var (_, document) = await SendAsync(HttpMethod.Get, "/v1/openapi.json");

        var operations = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(operation => operation.Value!["operationId"]!.GetValue<string>());
        operations.Should().BeEquivalentTo(ListingsService.Descriptor.Methods.Where(method => !method.IsClientStreaming).Select(method => method.Name));
        var schemas = document["components"]!["schemas"]!.AsObject();
        schemas["listings.v1.Listing"]!["properties"]!["userId"]!["format"]!.GetValue<string>().Should().Be("int64");
        References(document).Should().NotBeEmpty().And.OnlyContain(name => schemas.ContainsKey(name));
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject whole => whole.SelectMany(member => member.Key == "$ref" ? [member.Value!.GetValue<string>().Split('/')[^1]] : References(member.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };

    private async Task<(HttpStatusCode Status, JsonNode Body)> SendAsync(HttpMethod method, string path, string? body = null, long? user = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Authorization = user is { } id ? new AuthenticationHeaderValue("Bearer", Service.Issuer.TokenFor(id, "user")) : null;
        using var response = await Service.Http.SendAsync(request, TestContext.CancellationToken);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.CancellationToken))!);
    }
}
