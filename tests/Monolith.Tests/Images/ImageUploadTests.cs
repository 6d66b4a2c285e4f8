using System.Net;
using System.Text;
using Migration.Monolith.Images;
using Migration.Monolith.Tests.Hosting;

namespace Migration.Monolith.Tests.Images;

[TestClass]
public sealed class ImageUploadTests : SharedMonolith
{
    private const int Owner = 51;

    [TestMethod]
    public async Task Upload_OneOfEachKind_IsKeptInOrderAndServedAgain()
    {
        var id = await Monolith.CreateListingAsync(Owner);

        var answer = await UploadAsync(id, ("a.jpg", Pictures.Jpeg), ("b.png", Pictures.Png), ("c.webp", Pictures.Webp));

        answer.Status.Should().Be(HttpStatusCode.Created);
        var images = answer.Json.GetProperty("images").EnumerateArray().ToList();
        images.Select(image => image.GetProperty("mime_type").GetString()).Should().Equal("image/jpeg", "image/png", "image/webp");
        images.Select(image => image.GetProperty("is_primary").GetBoolean()).Should().Equal(true, false, false);
        images.Select(image => image.GetProperty("display_order").GetInt32()).Should().Equal(0, 1, 2);
        var content = await Monolith.GetAsync(images[1].GetProperty("url").GetString()!);
        content.Bytes.Should().Equal(Pictures.Png);
        content.ContentType.Should().Be("image/png");
        content.Header("X-Content-Type-Options").Should().Be("nosniff");
    }

    [TestMethod]
    [DataRow("../../../etc/passwd.png", "passwd.png")]
    [DataRow("..\\..\\windows\\win.png", "win.png")]
    [DataRow("/etc/shadow", "shadow")]
    [DataRow("..", "image")]
    [DataRow("слика.png", "слика.png")]
    public async Task Upload_HostileName_IsOnlyEverALabel(string sent, string kept)
    {
        var id = await Monolith.CreateListingAsync(Owner);

        var answer = await UploadAsync(id, (sent, Pictures.Png));

        var image = answer.Json.GetProperty("images")[0];
        image.GetProperty("file_name").GetString().Should().Be(kept);
        image.GetProperty("storage_path").GetString().Should().MatchRegex($"^listings/{id}/[0-9a-f]{{32}}\\.png$");
    }

    [TestMethod]
    [DataRow("", "image")]
    [DataRow("  ", "image")]
    [DataRow("a\0b\r\n.png", "ab.png")]
    [DataRow("folder/", "image")]
    [DataRow("C:\\secret\\me.jpg", "me.jpg")]
    public void CleanName_OfAnything_IsALabelThatFitsItsColumn(string sent, string kept)
    {
        ImageUpload.CleanName(sent).Should().Be(kept);
        ImageUpload.CleanName(new string('x', 300) + sent).Length.Should().BeLessThanOrEqualTo(255);
    }

    [TestMethod]
    public async Task Upload_SomethingElseNamedPng_IsRefusedAndNothingIsKept()
    {
        var id = await Monolith.CreateListingAsync(Owner);

        var answer = await UploadAsync(id, ("good.png", Pictures.Png), ("bad.png", "MZ this is a program"u8.ToArray()));

        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.ErrorFields.Should().Equal("files[1]");
        await NothingIsKeptAsync(id);
    }

    [TestMethod]
    public async Task Upload_EmptyFile_IsRefused()
    {
        var id = await Monolith.CreateListingAsync(Owner);

        var answer = await UploadAsync(id, ("empty.png", []));

        answer.ErrorFields.Should().Equal("files[0]");
        await NothingIsKeptAsync(id);
    }

    [TestMethod]
    public async Task Upload_ElevenFiles_IsTooLargeAndNothingIsKept()
    {
        var id = await Monolith.CreateListingAsync(Owner);

        var ten = await UploadAsync(id, [.. Enumerable.Range(0, 10).Select(number => ($"{number}.png", Pictures.Png))]);
        var other = await Monolith.CreateListingAsync(Owner);
        var eleven = await UploadAsync(other, [.. Enumerable.Range(0, 11).Select(number => ($"{number}.png", Pictures.Png))]);

        ten.Status.Should().Be(HttpStatusCode.Created);
        eleven.Status.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        await NothingIsKeptAsync(other);
    }

    [TestMethod]
    public async Task Upload_FileAtTheLimit_IsTakenAndOneByteMoreIsNot()
    {
        var id = await Monolith.CreateListingAsync(Owner);

        var fits = await UploadAsync(id, ("fits.jpg", Pictures.JpegOf(ImageSettings.MaxFileBytes)));
        var tooLarge = await UploadAsync(id, ("large.jpg", Pictures.JpegOf(ImageSettings.MaxFileBytes + 1)));

        fits.Status.Should().Be(HttpStatusCode.Created);
        tooLarge.Status.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        tooLarge.ErrorFields.Should().Equal("files[0]");
    }

    [TestMethod]
    public async Task Upload_MoreThanFiftyMegabytesTogether_IsTooLargeAndNothingIsKept()
    {
        var id = await Monolith.CreateListingAsync(Owner);
        var file = Pictures.JpegOf(9 * 1024 * 1024);

        var answer = await UploadAsync(id, [.. Enumerable.Range(0, 6).Select(number => ($"{number}.jpg", file))]);

        answer.Status.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        await NothingIsKeptAsync(id);
    }

    [TestMethod]
    public async Task Upload_ToAnothersListing_IsForbidden()
    {
        var id = await Monolith.CreateListingAsync(Owner);

        var answer = await Monolith.SendAsync(HttpMethod.Post, $"{MonolithHost.Listings}/{id}/images", await Monolith.TokenAsync(Owner + 1), Pictures.Upload(("a.png", Pictures.Png)));

        answer.Status.Should().Be(HttpStatusCode.Forbidden);
    }

    [TestMethod]
    public async Task Upload_ToNoListing_IsNotFound()
    {
        var answer = await UploadAsync(88_888_888, ("a.png", Pictures.Png));

        answer.Status.Should().Be(HttpStatusCode.NotFound);
    }

    [TestMethod]
    [DataRow("multipart/form-data", "x", HttpStatusCode.BadRequest)]
    [DataRow("multipart/form-data; boundary=b", "no boundary in here", HttpStatusCode.BadRequest)]
    [DataRow("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.png\"\r\n\r\ncut off", HttpStatusCode.BadRequest)]
    [DataRow("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nvalue\r\n--b--\r\n", HttpStatusCode.BadRequest)]
    [DataRow("multipart/form-data; boundary=b", "--b--\r\n", HttpStatusCode.BadRequest)]
    [DataRow("image/png", "x", HttpStatusCode.UnsupportedMediaType)]
    public async Task Upload_BrokenForm_IsAProblem(string contentType, string body, HttpStatusCode status)
    {
        var id = await Monolith.CreateListingAsync(Owner);
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        var answer = await Monolith.SendAsync(HttpMethod.Post, $"{MonolithHost.Listings}/{id}/images", await Monolith.TokenAsync(Owner), content);

        answer.Status.Should().Be(status);
        answer.ContentType.Should().Be("application/problem+json");
        await NothingIsKeptAsync(id);
    }

    private static async Task<Answer> UploadAsync(int listingId, params IReadOnlyList<(string Name, byte[] Content)> files)
        => await Monolith.SendAsync(HttpMethod.Post, $"{MonolithHost.Listings}/{listingId}/images", await Monolith.TokenAsync(Owner), Pictures.Upload(files));

    private static async Task NothingIsKeptAsync(int listingId)
    {
        var store = Path.Combine(Monolith.DataFolder, "images");
        (await Monolith.QueryAsync<long>($"select count(*) from c2c_images where listing_id = {listingId}")).Should().Be(0);
        Directory.Exists(Path.Combine(store, "listings", $"{listingId}")).Should().BeFalse("no file of a refused batch stays");
        Directory.EnumerateFiles(Path.Combine(store, ".incoming")).Should().BeEmpty("no file of a refused batch stays");
    }
}
