using System.Net;
using System.Text;
using Migration.Monolith.Tests.Hosting;

namespace Migration.Monolith.Tests.Images;

[TestClass]
public sealed class ImageChangeTests : SharedMonolith
{
    private const int Owner = 52;

    [TestMethod]
    public async Task List_OfNoImagesAndOfNoListing_AreDifferent()
    {
        var id = await Monolith.CreateListingAsync(Owner);

        (await Monolith.GetAsync($"{MonolithHost.Listings}/{id}/images")).Json.GetProperty("images").GetArrayLength().Should().Be(0);
        (await Monolith.GetAsync($"{MonolithHost.Listings}/77777777/images")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [TestMethod]
    public async Task Reorder_AllImages_SortsBehindTheMainOne()
    {
        var (id, images) = await ListingWithImagesAsync(3);

        var answer = await ReorderAsync(id, $"[{images[0]},{images[2]},{images[1]}]");

        answer.Status.Should().Be(HttpStatusCode.OK);
        answer.Json.GetProperty("images").EnumerateArray().Select(image => image.GetProperty("id").GetInt32()).Should().Equal(images[0], images[2], images[1]);
        answer.Json.GetProperty("images").EnumerateArray().Select(image => image.GetProperty("display_order").GetInt32()).Should().Equal(1, 2, 3);
    }

    [TestMethod]
    [DataRow("[]")]
    [DataRow("null")]
    [DataRow("\"1,2\"")]
    [DataRow("[1.5]")]
    [DataRow("[999999999999]")]
    [DataRow("[1]")]
    [DataRow("[{0},{0}]")]
    [DataRow("[{0}]")]
    [DataRow("[{0},{1},1]")]
    public async Task Reorder_AnythingButEachImageOnce_IsRefused(string order)
    {
        var (id, images) = await ListingWithImagesAsync(2);

        var answer = await ReorderAsync(id, order.Replace("{0}", $"{images[0]}", StringComparison.Ordinal).Replace("{1}", $"{images[1]}", StringComparison.Ordinal));

        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.ErrorFields.Should().Equal("image_ids");
    }

    [TestMethod]
    public async Task Delete_MainImage_MakesTheNextOneMainAndRemovesTheFile()
    {
        var (id, images) = await ListingWithImagesAsync(2);

        var answer = await Monolith.SendAsync(HttpMethod.Delete, $"{MonolithHost.Listings}/{id}/images/{images[0]}", await Monolith.TokenAsync(Owner));

        answer.Status.Should().Be(HttpStatusCode.NoContent);
        var left = (await Monolith.GetAsync($"{MonolithHost.Listings}/{id}/images")).Json.GetProperty("images");
        left.GetArrayLength().Should().Be(1);
        left[0].GetProperty("id").GetInt32().Should().Be(images[1]);
        left[0].GetProperty("is_primary").GetBoolean().Should().BeTrue();
        Directory.EnumerateFiles(Folder(id)).Should().HaveCount(1);
    }

    [TestMethod]
    public async Task Delete_ImageOfAnotherListing_IsNotFoundThere()
    {
        var (_, images) = await ListingWithImagesAsync(1);
        var (other, _) = await ListingWithImagesAsync(1);

        var answer = await Monolith.SendAsync(HttpMethod.Delete, $"{MonolithHost.Listings}/{other}/images/{images[0]}", await Monolith.TokenAsync(Owner));

        answer.Status.Should().Be(HttpStatusCode.NotFound);
    }

    [TestMethod]
    public async Task Delete_Listing_RemovesItsImagesAndTheirFiles()
    {
        var (id, _) = await ListingWithImagesAsync(2);

        await Monolith.SendAsync(HttpMethod.Delete, $"{MonolithHost.Listings}/{id}", await Monolith.TokenAsync(Owner));

        (await Monolith.QueryAsync<long>($"select count(*) from c2c_images where listing_id = {id}")).Should().Be(0);
        Directory.EnumerateFiles(Folder(id)).Should().BeEmpty();
    }

    [TestMethod]
    public async Task Change_ByAStranger_IsForbidden()
    {
        var (id, images) = await ListingWithImagesAsync(1);
        var stranger = await Monolith.TokenAsync(Owner + 1);

        var delete = await Monolith.SendAsync(HttpMethod.Delete, $"{MonolithHost.Listings}/{id}/images/{images[0]}", stranger);
        var reorder = await ReorderAsync(id, $"[{images[0]}]", stranger);

        delete.Status.Should().Be(HttpStatusCode.Forbidden);
        reorder.Status.Should().Be(HttpStatusCode.Forbidden);
    }

    [TestMethod]
    [DataRow("../keys/keyring.json")]
    [DataRow("../../../../../../etc/passwd")]
    [DataRow("/etc/passwd")]
    [DataRow("listings/../../keys/keyring.json")]
    [DataRow("")]
    [DataRow(".")]
    public async Task Download_StoredPathThatLeadsElsewhere_FindsNothing(string path)
    {
        var id = await Monolith.CreateListingAsync(Owner);
        var image = await Monolith.QueryAsync<int>(
            $"insert into c2c_images (listing_id, file_path, file_name, file_size, content_type) values ({id}, '{path}', 'a', 1, 'image/png') returning id");

        var answer = await Monolith.GetAsync($"{MonolithHost.Listings}/{id}/images/{image}/content");

        answer.Status.Should().Be(HttpStatusCode.NotFound);
    }

    [TestMethod]
    public async Task Download_LinkInTheStore_IsNotFollowed()
    {
        var (id, _) = await ListingWithImagesAsync(1);
        File.CreateSymbolicLink(Path.Combine(Folder(id), "link.png"), Path.Combine(Monolith.DataFolder, "keys", "keyring.json"));
        var image = await Monolith.QueryAsync<int>(
            $"insert into c2c_images (listing_id, file_path, file_name, file_size, content_type) values ({id}, 'listings/{id}/link.png', 'a', 1, 'image/png') returning id");

        var answer = await Monolith.GetAsync($"{MonolithHost.Listings}/{id}/images/{image}/content");

        answer.Status.Should().Be(HttpStatusCode.NotFound);
    }

    [TestMethod]
    public async Task Download_SeededPicture_IsAPngAsItsRowSays()
    {
        var image = (await Monolith.GetAsync($"{MonolithHost.Listings}/1001/images")).Json.GetProperty("images")[0];

        var content = await Monolith.GetAsync(image.GetProperty("url").GetString()!);

        content.Bytes.Should().StartWith([0x89, 0x50, 0x4E, 0x47]).And.HaveCount(image.GetProperty("file_size").GetInt32());
    }

    private static string Folder(int listingId) => Path.Combine(Monolith.DataFolder, "images", "listings", $"{listingId}");

    private static async Task<(int Listing, IReadOnlyList<int> Images)> ListingWithImagesAsync(int count)
    {
        var id = await Monolith.CreateListingAsync(Owner);
        var files = Enumerable.Range(0, count).Select(number => ($"{number}.png", Pictures.Png));
        var answer = await Monolith.SendAsync(HttpMethod.Post, $"{MonolithHost.Listings}/{id}/images", await Monolith.TokenAsync(Owner), Pictures.Upload([.. files]));
        return (id, [.. answer.Json.GetProperty("images").EnumerateArray().Select(image => image.GetProperty("id").GetInt32())]);
    }

    private static async Task<Answer> ReorderAsync(int listingId, string order, string? token = null)
        => await Monolith.SendAsync(
            HttpMethod.Put,
            $"{MonolithHost.Listings}/{listingId}/images/order",
            token ?? await Monolith.TokenAsync(Owner),
            new StringContent($$"""{"image_ids":{{order}}}""", Encoding.UTF8, "application/json"));
}
