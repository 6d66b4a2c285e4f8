using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Migration.Contracts.Listings.V1;
using Migration.Listings.Tests.Fixture;

namespace Migration.Listings.Tests.Rpc;

[TestClass]
public sealed class UploadTests : ListingsTest
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3, 4];
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 9, 9, 9, 9, 9, 9, 9, 9];

    private long _listing;

    [TestInitialize]
    public async Task CreateListingAsync() => _listing = (await Service.CreateAsync(ValidCreate())).Id;

    [TestMethod]
    public async Task Upload_TwoFilesInChunks_AreStoredAndServed()
    {
        var big = Png.Concat(new byte[3_000_000]).ToArray();

        var response = await UploadAsync(Service.AsUser(User), [Metadata("a.png", "image/png", isPrimary: true), .. Chunks(big), Metadata("b.jpg", "image/jpeg", order: 1), .. Chunks(Jpeg)]);

        (response.UploadedCount, response.FailedCount).Should().Be((2, 0));
        response.Images.Select(image => (image.DisplayOrder, image.IsPrimary, image.FileSize, image.MimeType))
            .Should().Equal((0, true, big.Length, "image/png"), (1, false, Jpeg.Length, "image/jpeg"));
        (await Service.CallImages(_listing)).Images.Should().Equal(response.Images);
        using var served = await Service.Http.GetAsync(new Uri(response.Images[0].Url, UriKind.Relative), TestContext.CancellationToken);
        served.Content.Headers.ContentType!.MediaType.Should().Be("image/png");
        (await served.Content.ReadAsByteArrayAsync(TestContext.CancellationToken)).Should().Equal(big);
        (await Database.ScalarAsync<long>($"select version from indexing_queue where listing_id = {_listing}")).Should().Be(2);
    }

    [TestMethod]
    public async Task Upload_SomeFilesBad_TakesTheOthersAndNamesTheReasons()
    {
        var response = await UploadAsync(
            Service.AsUser(User),
            [
                Metadata("text.png", "image/png"), .. Chunks("this is no image"u8.ToArray()),
                Metadata("empty.png", "image/png"),
                Metadata("good.png", "image/png"), .. Chunks(Png),
                Metadata("other.png", "image/png"), .. Chunks(Jpeg),
                Metadata("short.png", "image/png", size: 999), .. Chunks(Png),
            ]);

        (response.UploadedCount, response.FailedCount).Should().Be((1, 4));
        response.Errors.Should().HaveCount(4);
        response.Errors[0].Should().StartWith("text.png: ");
        (await Service.CallImages(_listing)).Images.Should().ContainSingle();
    }

    [TestMethod]
    public async Task Upload_FileOverTenMegabytes_FailsAlone()
    {
        var response = await UploadAsync(
            Service.AsUser(User), [Metadata("big.png", "image/png"), .. Chunks(Png.Concat(new byte[10 * 1024 * 1024]).ToArray()), Metadata("good.png", "image/png"), .. Chunks(Png)]);

        (response.UploadedCount, response.FailedCount).Should().Be((1, 1));
        response.Errors.Single().Should().Contain("10485760");
    }

    [TestMethod]
    public async Task Upload_EleventhFile_RefusesTheWholeCall()
    {
        var files = Enumerable.Range(0, 11).SelectMany(i => Chunks(Png).Prepend(Metadata($"{i}.png", "image/png")));

        await RefusedAsync(StatusCode.InvalidArgument, Service.AsUser(User), [.. files]);

        (await Service.CallImages(_listing)).Images.Should().BeEmpty();
    }

    [TestMethod]
    public async Task Upload_OverFiftyMegabytes_RefusesTheWholeCall()
    {
        var nine = new byte[9 * 1024 * 1024];
        var files = Enumerable.Range(0, 6).SelectMany(i => Chunks(nine).Prepend(Metadata($"{i}.png", "image/png")));

        await RefusedAsync(StatusCode.InvalidArgument, Service.AsUser(User), [.. files]);
    }

    [TestMethod]
    public async Task Upload_BrokenProtocol_IsInvalidArgument()
    {
        var token = Service.AsUser(User);
        await RefusedAsync(StatusCode.InvalidArgument, token);
        await RefusedAsync(StatusCode.InvalidArgument, token, [.. Chunks(Png)]);
        await RefusedAsync(StatusCode.InvalidArgument, token, new UploadImageChunkRequest());
        await RefusedAsync(StatusCode.InvalidArgument, token, Metadata("a.png", "image/png"), new UploadImageChunkRequest { Chunk = ByteString.CopyFrom(new byte[(1024 * 1024) + 1]) });
        await RefusedAsync(StatusCode.InvalidArgument, token, Metadata("a.svg", "image/svg+xml"));
        await RefusedAsync(StatusCode.InvalidArgument, token, Metadata("a.png", "image/png", size: -1));
        await RefusedAsync(StatusCode.InvalidArgument, token, Metadata("a.png", "image/png", order: -1));
        var other = Metadata("b.png", "image/png");
        other.Metadata.ListingId++;
        await RefusedAsync(StatusCode.InvalidArgument, token, [Metadata("a.png", "image/png"), .. Chunks(Png), other]);
    }

    [TestMethod]
    public async Task Upload_NotAllowed_IsRefusedBeforeTheBytes()
    {
        await RefusedAsync(StatusCode.Unauthenticated, [], Metadata("a.png", "image/png"));
        await RefusedAsync(StatusCode.PermissionDenied, Service.AsUser(43), Metadata("a.png", "image/png"));
        var theirs = Metadata("a.png", "image/png");
        theirs.Metadata.UserId = 43;
        await RefusedAsync(StatusCode.PermissionDenied, Service.AsUser(43), theirs);
        var missing = Metadata("a.png", "image/png");
        missing.Metadata.ListingId = 99_999;
        await RefusedAsync(StatusCode.NotFound, Service.AsUser(User), missing);
    }

    [TestMethod]
    public async Task Upload_RepeatedWithItsKey_IsStoredOnce()
    {
        var headers = Service.AsUser(User);
        headers.Add("idempotency-key", "upload");
        UploadImageChunkRequest[] messages = [Metadata("a.png", "image/png"), .. Chunks(Png)];

        var first = await UploadAsync(headers, messages);
        (await UploadAsync(headers, messages)).Should().Be(first);
        await RefusedAsync(StatusCode.InvalidArgument, headers, [Metadata("a.png", "image/png"), .. Chunks(Jpeg)]);

        (await Service.CallImages(_listing)).Images.Should().ContainSingle();
    }

    [TestMethod]
    [DataRow("images/../../etc/passwd")]
    [DataRow("images/1/..%2F..%2Fetc%2Fpasswd")]
    [DataRow("images/1/x.png")]
    [DataRow("images/a/0123456789abcdef0123456789abcdef.png")]
    [DataRow("images/1/0123456789abcdef0123456789abcdef.exe")]
    public async Task Images_AnyOtherPath_IsNotFound(string path)
        => (await Service.HttpStatusAsync(path)).Should().Be(System.Net.HttpStatusCode.NotFound);

    private static IEnumerable<UploadImageChunkRequest> Chunks(byte[] bytes)
        => bytes.Chunk(1024 * 1024).Select(chunk => new UploadImageChunkRequest { Chunk = ByteString.CopyFrom(chunk) });

    private UploadImageChunkRequest Metadata(string name, string type, bool isPrimary = false, int order = 0, long size = 0) => new()
    {
        Metadata = new UploadImageMetadata
        {
            ListingId = _listing,
            UserId = User,
            Filename = name,
            ContentType = type,
            DisplayOrder = order,
            IsPrimary = isPrimary,
            FileSize = size,
        },
    };

    private async Task<UploadImagesResponse> UploadAsync(Metadata headers, params UploadImageChunkRequest[] messages)
    {
        using var call = Service.Client.UploadListingImages(headers, cancellationToken: TestContext.CancellationToken);

        // A call that was refused has its answer while the rest is still being sent, and nobody may be left who takes it.
        await Task.WhenAny(SendAsync(call.RequestStream, messages), call.ResponseAsync);
        return await call.ResponseAsync;
    }

    private async Task SendAsync(IClientStreamWriter<UploadImageChunkRequest> stream, UploadImageChunkRequest[] messages)
    {
        try
        {
            foreach (var message in messages)
            {
                await stream.WriteAsync(message, TestContext.CancellationToken);
            }

            await stream.CompleteAsync();
        }
        catch (Exception ended) when (ended is RpcException or InvalidOperationException)
        {
            // The call has its answer already.
        }
    }

    private async Task RefusedAsync(StatusCode expected, Metadata headers, params UploadImageChunkRequest[] messages)
    {
        var failure = await Assert.ThrowsExactlyAsync<RpcException>(() => UploadAsync(headers, messages));
        failure.StatusCode.Should().Be(expected, failure.Status.Detail);
        if (expected == StatusCode.InvalidArgument)
        {
            failure.GetRpcStatus()!.GetDetail<BadRequest>().Should().NotBeNull();
        }
    }
}
