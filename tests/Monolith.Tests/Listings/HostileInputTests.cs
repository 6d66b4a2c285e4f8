using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Migration.Monolith.Tests.Hosting;

namespace Migration.Monolith.Tests.Listings;

[TestClass]
public sealed class HostileInputTests : SharedMonolith
{
    public static IEnumerable<object[]> Creates =>
    [
        ["{}", "title,price,category_id"],
        ["""{"title":"ab","price":1,"category_id":1103}""", "title"],
        ["""{"title":"   a   ","price":1,"category_id":1103}""", "title"],
        [$$"""{"title":"{{new string('A', 256)}}","price":1,"category_id":1103}""", "title"],
        ["""{"title":"a\tb\tc","price":1,"category_id":1103}""", "title"],
        ["""{"title":"nul \u0000 here","price":1,"category_id":1103}""", "title"],
        ["""{"title":"half \ud800 pair","price":1,"category_id":1103}""", "title"],
        ["""{"title":["a"],"price":1,"category_id":1103}""", "title"],
        ["""{"title":null,"price":1,"category_id":1103}""", "title"],
        ["""{"title":"Naslov","price":0,"category_id":1103}""", "price"],
        ["""{"title":"Naslov","price":-1,"category_id":1103}""", "price"],
        ["""{"title":"Naslov","price":1.001,"category_id":1103}""", "price"],
        ["""{"title":"Naslov","price":10000000000,"category_id":1103}""", "price"],
        ["""{"title":"Naslov","price":1e400,"category_id":1103}""", "price"],
        ["""{"title":"Naslov","price":"12","category_id":1103}""", "price"],
        ["""{"title":"Naslov","price":{"a":1},"category_id":1103}""", "price"],
        ["""{"title":"Naslov","price":1,"category_id":999999}""", "category_id"],
        ["""{"title":"Naslov","price":1,"category_id":1.5}""", "category_id"],
        ["""{"title":"Naslov","price":1,"category_id":99999999999999999999}""", "category_id"],
        ["""{"title":"Naslov","price":1,"category_id":true}""", "category_id"],
        ["""{"title":"Naslov","price":1,"category_id":1103,"quantity":-1}""", "quantity"],
        ["""{"title":"Naslov","price":1,"category_id":1103,"quantity":2147483648}""", "quantity"],
        ["""{"title":"Naslov","price":1,"category_id":1103,"currency":"usd"}""", "currency"],
        ["""{"title":"Naslov","price":1,"category_id":1103,"currency":"ΑΒΓ"}""", "currency"],
        ["""{"title":"Naslov","price":1,"category_id":1103,"latitude":91}""", "latitude"],
        ["""{"title":"Naslov","price":1,"category_id":1103,"longitude":-180.1}""", "longitude"],
        ["""{"title":"Naslov","price":1,"category_id":1103,"original_language":"de"}""", "original_language"],
        ["""{"title":"Naslov","price":1,"category_id":1103,"storefront_id":0}""", "storefront_id"],
        ["""{"title":"Naslov","price":1,"category_id":1103,"description":"\u0000"}""", "description"],
        ["""{"title":"Naslov","price":1,"category_id":1103,"city":"dva\nreda"}""", "city"],
        ["""{"title":"Naslov","price":1,"category_id":1103,"status":"active"}""", "status"],
        ["""{"title":"Naslov","price":1,"category_id":1103,"id":5}""", "id"],
        ["""{"title":"Naslov","price":1,"category_id":1103,"product_id":5}""", "product_id"],
    ];

    [TestMethod]
    [DynamicData(nameof(Creates))]
    public async Task Create_BrokenField_IsRefusedByName(string body, string fields)
    {
        var answer = await CreateAsync(body, 41);

        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.ErrorFields.Should().Equal(fields.Split(','));
    }

    [TestMethod]
    [DataRow("", DisplayName = "nothing")]
    [DataRow("{", DisplayName = "cut off")]
    [DataRow("[]", DisplayName = "a list")]
    [DataRow("null", DisplayName = "null")]
    [DataRow("\"text\"", DisplayName = "a string")]
    [DataRow("{\"title\":\"a\",\"title\":\"b\"}", DisplayName = "a name twice")]
    [DataRow("{'title':'a'}", DisplayName = "wrong quotes")]
    [DataRow("{\"title\":\"raw \u0001 control\"}", DisplayName = "a raw control character")]
    [DataRow("{\"price\":NaN}", DisplayName = "NaN")]
    [DataRow("{\"a\":[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]}", DisplayName = "too deep")]
    public async Task Create_BodyThatIsNoObject_IsMalformed(string body)
    {
        var answer = await CreateAsync(body, 41);

        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.Json.GetProperty("code").GetString().Should().Be("malformed_request");
    }

    [TestMethod]
    public async Task Create_InvalidUtf8_IsMalformed()
    {
        byte[] body = [.. "{\"title\":\"kvar "u8, 0xC3, 0x28, .. "\"}"u8];

        var answer = await PostBytesAsync(body, "application/json");

        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.Text.Should().Contain("UTF-8");
    }

    [TestMethod]
    [DataRow("text/plain")]
    [DataRow("application/json; charset=utf-16")]
    [DataRow("application/x-www-form-urlencoded")]
    [DataRow(null)]
    public async Task Create_OtherContentType_IsUnsupported(string? contentType)
    {
        var answer = await PostBytesAsync("{}"u8.ToArray(), contentType);

        answer.Status.Should().Be(HttpStatusCode.UnsupportedMediaType);
    }

    [TestMethod]
    public async Task Create_TwoMegabytes_IsTooLarge()
    {
        var body = Encoding.UTF8.GetBytes($$"""{"description":"{{new string('x', 2_000_000)}}"}""");

        var answer = await PostBytesAsync(body, "application/json");

        answer.Status.Should().Be(HttpStatusCode.RequestEntityTooLarge);
    }

    [TestMethod]
    public async Task Create_DescriptionAtTheLimit_IsTakenAndOneMoreIsNot()
    {
        var token = await Monolith.TokenAsync(41);

        var fits = await Monolith.PostAsync(MonolithHost.Listings, Body(20_000), token);
        var tooLong = await Monolith.PostAsync(MonolithHost.Listings, Body(20_001), token);

        fits.Status.Should().Be(HttpStatusCode.Created);
        tooLong.ErrorFields.Should().Equal("description");

        static string Body(int length) => $$"""{"title":"Dugačko","price":1,"category_id":1103,"description":"{{new string('Ш', length)}}"}""";
    }

    [TestMethod]
    [DataRow("{}", "body")]
    [DataRow("""{"status":"ACTIVE"}""", "status")]
    [DataRow("""{"status":null}""", "status")]
    [DataRow("""{"price":null}""", "price")]
    [DataRow("""{"title":null}""", "title")]
    [DataRow("""{"category_id":null}""", "category_id")]
    [DataRow("""{"category_id":424242}""", "category_id")]
    [DataRow("""{"quantity":null}""", "quantity")]
    [DataRow("""{"user_id":5}""", "user_id")]
    [DataRow("""{"created_at":"2020-01-01"}""", "created_at")]
    public async Task Update_BrokenField_IsRefusedAndTheRowStays(string body, string field)
    {
        var id = await Monolith.CreateListingAsync(41);
        var before = await Monolith.QueryAsync<string>($"select to_jsonb(l)::text from c2c_listings l where id = {id}");

        var answer = await UpdateAsync(id, body, 41);

        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.ErrorFields.Should().Equal(field);
        (await Monolith.QueryAsync<string>($"select to_jsonb(l)::text from c2c_listings l where id = {id}")).Should().Be(before);
    }

    [TestMethod]
    public async Task Problem_EchoedValue_IsShortened()
    {
        var answer = await CreateAsync($$"""{"title":"{{new string('A', 5000)}}","price":1,"category_id":1103}""", 41);

        var error = answer.Json.GetProperty("errors")[0];
        error.GetProperty("value").GetString().Should().HaveLength(101);
        error.GetProperty("rule").GetString().Should().Contain("3 to 255");
    }

    private static async Task<Answer> PostBytesAsync(byte[] body, string? contentType)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        return await Monolith.SendAsync(HttpMethod.Post, MonolithHost.Listings, await Monolith.TokenAsync(41), content);
    }
}
