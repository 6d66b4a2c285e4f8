using Google.Protobuf;
using Grpc.Core;
using Migration.Contracts.Listings.V1;
using Migration.Listings.Tests.Fixture;

namespace Migration.Listings.Tests.Rpc;

/// <summary>Whatever a caller sends is the caller's mistake: never Internal, never Unknown, and the service goes on.</summary>
[TestClass]
public sealed class FuzzTests : ListingsTest
{
    private const string Name = "listings.v1.ListingsService";

    private static readonly string[] Methods =
    [
        "GetListing", "CreateListing", "UpdateListing", "DeleteListing", "SearchListings", "ListListings", "GetSimilarListings", "GetListingImage",
        "DeleteListingImage", "AddListingImage", "GetListingImages", "ReorderListingImages", "ReindexAll",
    ];

    public static IEnumerable<object[]> AllMethods => Methods.Select(method => new object[] { method });

    [TestMethod]
    [DynamicData(nameof(AllMethods))]
    public async Task Call_RandomBytes_IsNeverTheServicesFault(string method)
    {
        var random = new Random(4711);
        for (var i = 0; i < 60; i++)
        {
            var bytes = new byte[random.Next(0, 400)];
            random.NextBytes(bytes);
            await RefusedOrDoneAsync(method, bytes);
        }
    }

    [TestMethod]
    [DynamicData(nameof(AllMethods))]
    public async Task Call_DamagedRequest_IsNeverTheServicesFault(string method)
    {
        var random = new Random(42);
        var whole = Sample(method).ToByteArray();
        for (var i = 0; i < 60; i++)
        {
            var bytes = whole.ToArray();
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            await RefusedOrDoneAsync(method, i % 3 == 0 ? bytes[..random.Next(bytes.Length)] : bytes);
        }
    }

    [TestMethod]
    [DataRow("CreateListing")]
    [DataRow("UpdateListing")]
    [DataRow("SearchListings")]
    public async Task Call_InvalidUtf8_IsInvalidArgument(string method)
    {
        // The text field of each: a continuation byte without a beginning, and half a surrogate pair.
        byte tag = method switch { "CreateListing" or "UpdateListing" => 0x1A, _ => 0x0A };
        foreach (var text in new byte[][] { [0x61, 0x80, 0x62], [0xED, 0xA0, 0x80, 0x61], [0xFF, 0xFE, 0xFD] })
        {
            byte[] broken = [tag, (byte)text.Length, .. text];
            (await CallAsync(method, [.. Sample(method).ToByteArray(), .. broken])).Should().Be(StatusCode.InvalidArgument);
        }
    }

    [TestMethod]
    public async Task Call_HugeStrings_AreInvalidArgument()
    {
        var huge = new string('ж', 500_000);
        await FailureOfAsync(Service.CallSearch(new SearchListingsRequest { Query = huge, Limit = 1 }), StatusCode.InvalidArgument);
        foreach (var change in new Action<CreateListingRequest>[]
                 {
                     request => request.Title = huge,
                     request => request.Currency = huge,
                     request => request.Description = huge,
                     request => request.Sku = huge,
                     request => request.OriginalLanguage = huge,
                     request => request.Translations[huge] = new ListingFieldTranslations { Title = huge },
                 })
        {
            var request = ValidCreate();
            change(request);
            await FailureOfAsync(Service.CallCreate(request, Service.AsUser(User)), StatusCode.InvalidArgument);
        }
    }

    [TestMethod]
    public async Task Call_TenThousandFields_AreInvalidArgumentOrUnknownToIt()
    {
        var request = ValidCreate();
        for (var i = 0; i < 10_000; i++)
        {
            request.Translations[$"👨‍👩‍👧‍👦{i}"] = new ListingFieldTranslations { Title = "x" };
        }

        await FailureOfAsync(Service.CallCreate(request, Service.AsUser(User)), StatusCode.InvalidArgument);

        // Fields that nobody knows are no mistake: a newer client sends them.
        using var unknown = new MemoryStream();
        using var output = new CodedOutputStream(unknown, leaveOpen: true);
        for (var field = 1000; field < 11_000; field++)
        {
            output.WriteTag(field, WireFormat.WireType.Varint);
            output.WriteInt32(field);
        }

        output.Flush();
        (await CallAsync("CreateListing", [.. ValidCreate().ToByteArray(), .. unknown.ToArray()])).Should().Be(StatusCode.OK);
    }

    [TestMethod]
    public async Task Call_NumbersAtTheirEnds_AreNeverTheServicesFault()
    {
        foreach (var number in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, double.MaxValue, -0.0, 1e-300 })
        {
            await FailureOfAsync(Service.CallUpdate(new UpdateListingRequest { Id = 1, UserId = User, Price = number }, Service.AsUser(User)), StatusCode.InvalidArgument);
            await RefusedOrDoneAsync("ListListings", new ListListingsRequest { Limit = 1, MinPrice = number, MaxPrice = double.MaxValue }.ToByteArray());
            await RefusedOrDoneAsync("SearchListings", new SearchListingsRequest { Query = "abc", Limit = 1, MinPrice = number }.ToByteArray());
        }

        foreach (var id in new[] { long.MaxValue, long.MinValue })
        {
            foreach (var method in Methods)
            {
                await RefusedOrDoneAsync(method, [0x08, .. Varint(id)]);
            }
        }

        await RefusedOrDoneAsync("ListListings", new ListListingsRequest { Limit = 100, Offset = int.MaxValue }.ToByteArray());
        await RefusedOrDoneAsync("SearchListings", new SearchListingsRequest { Query = "abc", Limit = 100, Offset = int.MaxValue }.ToByteArray());
    }

    [TestMethod]
    public async Task Upload_Nonsense_IsInvalidArgument()
    {
        var method = new Method<byte[], byte[]>(MethodType.ClientStreaming, Name, "UploadListingImages", Bytes, Bytes);
        using var call = Service.Channel.CreateCallInvoker().AsyncClientStreamingCall(method, null, new CallOptions(Service.AsUser(User), cancellationToken: TestContext.CancellationToken));
        await call.RequestStream.WriteAsync([0x0A, 0xFF, 0x01], TestContext.CancellationToken);

        await call.RequestStream.CompleteAsync();

        var failure = await Assert.ThrowsExactlyAsync<RpcException>(async () => await call);

        failure.StatusCode.Should().Be(StatusCode.InvalidArgument, failure.Status.Detail);
    }

    private static Marshaller<byte[]> Bytes { get; } = Marshallers.Create<byte[]>(bytes => bytes, bytes => bytes);

    private static byte[] Varint(long value)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            output.WriteInt64(value);
        }

        return stream.ToArray();
    }

    private static IMessage Sample(string method) => method switch
    {
        "GetListing" => new GetListingRequest { Id = 7, Lang = "en" },
        "CreateListing" => ValidCreate(),
        "UpdateListing" => new UpdateListingRequest { Id = 7, UserId = User, Title = "Nova stolica", Price = 5, Status = "active" },
        "DeleteListing" => new DeleteListingRequest { Id = 7, UserId = User },
        "SearchListings" => new SearchListingsRequest { Query = "stolica", Limit = 10, MinPrice = 1 },
        "ListListings" => new ListListingsRequest { Limit = 10, Status = "active", MaxPrice = 7 },
        "GetSimilarListings" => new GetSimilarListingsRequest { ListingId = 7, Limit = 5 },
        "GetListingImage" => new ImageIDRequest { ImageId = 7 },
        "DeleteListingImage" => new DeleteListingImageRequest { ListingId = 7, ImageId = 8, UserId = User },
        "AddListingImage" => new AddImageRequest { ListingId = 7, Url = "/a.jpg", MimeType = "image/jpeg" },
        "GetListingImages" => new ListingIDRequest { ListingId = 7 },
        "ReorderListingImages" => new ReorderImagesRequest { ListingId = 7, UserId = User, ImageIds = { 1, 2 } },
        _ => new ReindexAllRequest { SourceType = "c2c", BatchSize = 10 },
    };

    private async Task RefusedOrDoneAsync(string method, byte[] request)
    {
        var code = await CallAsync(method, request);
        code.Should().NotBe(StatusCode.Internal, Convert.ToHexString(request)).And.NotBe(StatusCode.Unknown, Convert.ToHexString(request));
    }

    private async Task<StatusCode> CallAsync(string method, byte[] request)
    {
        var definition = new Method<byte[], byte[]>(MethodType.Unary, Name, method, Bytes, Bytes);
        try
        {
            using var call = Service.Channel.CreateCallInvoker().AsyncUnaryCall(
                definition, null, new CallOptions(Service.AsUser(User), cancellationToken: TestContext.CancellationToken), request);
            await call;
            return StatusCode.OK;
        }
        catch (RpcException failure)
        {
            return failure.StatusCode;
        }
    }
}
