using Grpc.Core;
using Microsoft.IdentityModel.Tokens;
using Migration.Contracts.Listings.V1;
using Migration.Listings.Tests.Fixture;

namespace Migration.Listings.Tests.Rpc;

[TestClass]
public sealed class AuthenticationTests : ListingsTest
{
    public static IEnumerable<object[]> BadTokens =>
    [
        ["expired", Token(descriptor => descriptor.Expires = DateTime.UtcNow.AddMinutes(-1))],
        ["not valid yet", Token(descriptor => descriptor.NotBefore = DateTime.UtcNow.AddMinutes(5))],
        ["another audience", Token(descriptor => descriptor.Audience = "someone-else")],
        ["another issuer", Token(descriptor => descriptor.Issuer = "https://evil.test")],
        ["a key nobody published", Token(descriptor => descriptor.SigningCredentials = new SigningCredentials(TestIssuer.NewKey(), SecurityAlgorithms.EcdsaSha256))],
        ["a published key id on another key", Token(UseStolenKeyId)],
        ["a shared secret", Token(descriptor => descriptor.SigningCredentials =
            new SigningCredentials(new SymmetricSecurityKey(new byte[64]) { KeyId = Service.Issuer.Key.KeyId }, SecurityAlgorithms.HmacSha256))],
        ["no signature", Token(descriptor => descriptor.SigningCredentials = null)],
        ["no expiry", Token(descriptor => descriptor.Expires = null)],
        ["no user", Token(descriptor => descriptor.Claims.Remove("user_id"))],
        ["user 0", Token(descriptor => descriptor.Claims["user_id"] = 0)],
        ["user in words", Token(descriptor => descriptor.Claims["user_id"] = "admin")],
        ["garbage", (Func<string>)(() => "not.a.token")],
        ["a changed payload", (Func<string>)ChangedPayload],
    ];

    [TestMethod]
    [DynamicData(nameof(BadTokens))]
    public async Task CreateListing_BadToken_IsUnauthenticatedAndSaysNoMore(string what, Func<string> token)
    {
        ArgumentNullException.ThrowIfNull(token);
        var failure = await FailureOfAsync(
            Service.CallCreate(ValidCreate(), ListingsHost.Bearer(token())), StatusCode.Unauthenticated);

        failure.Status.Detail.Should().Be("invalid authentication token", what);
    }

    [TestMethod]
    public async Task CreateListing_NoToken_IsUnauthenticated()
    {
        var failure = await FailureOfAsync(Service.CallCreate(ValidCreate()), StatusCode.Unauthenticated);

        failure.Status.Detail.Should().Be("missing authentication token");
    }

    [TestMethod]
    [DataRow("Basic dXNlcjpwYXNz")]
    [DataRow("Bearer")]
    [DataRow("Bearer ")]
    [DataRow("Bearer a b")]
    public async Task CreateListing_HeaderOfAnotherShape_IsUnauthenticated(string header)
        => await FailureOfAsync(
            Service.CallCreate(ValidCreate(), new Metadata { { "authorization", header } }), StatusCode.Unauthenticated);

    [TestMethod]
    [DataRow("bearer")]
    [DataRow("BEARER")]
    public async Task CreateListing_SchemeInAnyCase_IsAccepted(string scheme)
    {
        var headers = new Metadata { { "authorization", $"{scheme} {Service.Issuer.TokenFor(User)}" } };

        (await Service.CallCreate(ValidCreate(), headers)).Listing.UserId.Should().Be(User);
    }

    [TestMethod]
    public async Task CreateListing_ForAnotherUser_IsPermissionDenied()
        => await FailureOfAsync(Service.CallCreate(ValidCreate(), Service.AsUser(User + 1)), StatusCode.PermissionDenied);

    [TestMethod]
    public async Task CreateListing_ForAnotherUserByAnAdmin_IsCreated()
        => (await Service.CallCreate(ValidCreate(), Service.AsUser(1, "admin"))).Listing.UserId.Should().Be(User);

    [TestMethod]
    public async Task CreateListing_AfterARotation_AcceptsOldAndNewKey()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var service = await ListingsHost.StartReadyAsync(Database, issuer);
        var old = issuer.TokenFor(User);
        await service.CallCreate(ValidCreate(), ListingsHost.Bearer(old));
        issuer.RotateToRsa();


        // Within a tenth of a second of the last look the issuer is not asked again.
        await Eventually.IsTrueAsync(
            async () =>
            {
                try
                {
                    await service.CallCreate(ValidCreate(), service.AsUser(User));
                    return true;
                }
                catch (RpcException failure) when (failure.StatusCode == StatusCode.Unauthenticated)
                {
                    return false;
                }
            },
            "a token of the new key is accepted",
            TestContext.CancellationToken);
        await service.CallCreate(ValidCreate(), ListingsHost.Bearer(old));
    }

    [TestMethod]
    public async Task Calls_KeysOutOfReachSinceTheStart_AreUnavailableOrPublic()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await issuer.StopListeningAsync();
        await using var service = await ListingsHost.StartReadyAsync(Database, issuer);

        await FailureOfAsync(service.CallCreate(ValidCreate(), service.AsUser(User)), StatusCode.Unavailable);
        await service.CallList(new ListListingsRequest { Limit = 1 }, service.AsUser(User));

        await issuer.ListenAsync();
        await Eventually.IsTrueAsync(
            async () =>
            {
                try
                {
                    await service.CallCreate(ValidCreate(), service.AsUser(User));
                    return true;
                }
                catch (RpcException failure) when (failure.StatusCode == StatusCode.Unavailable)
                {
                    return false;
                }
            },
            "a create is accepted once the keys can be read",
            TestContext.CancellationToken);
    }

    [TestMethod]
    public async Task CreateListing_KeysOutOfReachLater_WorksWithTheCachedOnes()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var service = await ListingsHost.StartReadyAsync(Database, issuer);
        await service.CallCreate(ValidCreate(), service.AsUser(User));
        await issuer.StopListeningAsync();

        await service.CallCreate(ValidCreate(), service.AsUser(User));

        issuer.Requests.Should().Be(1);
    }

    [TestMethod]
    public async Task Reads_WithoutToken_ArePublic()
    {
        await Service.CallList(new ListListingsRequest { Limit = 1 });
        await FailureOfAsync(Service.CallGet(999), StatusCode.NotFound);
        await Service.CallSearch(new SearchListingsRequest { Query = "stolica", Limit = 1 });
        await FailureOfAsync(Service.CallGetImage(999), StatusCode.NotFound);
        await FailureOfAsync(Service.CallImages(999), StatusCode.NotFound);
        await FailureOfAsync(Service.CallSimilar(new GetSimilarListingsRequest { ListingId = 999 }), StatusCode.NotFound);
    }

    [TestMethod]
    public async Task Reads_WithBadToken_AreUnauthenticated()
        => await FailureOfAsync(
            Service.CallList(new ListListingsRequest { Limit = 1 }, ListingsHost.Bearer("x.y.z")), StatusCode.Unauthenticated);

    [TestMethod]
    public async Task Writes_WithoutToken_AreUnauthenticated()
    {
        await FailureOfAsync(Service.CallCreate(ValidCreate()), StatusCode.Unauthenticated);
        await FailureOfAsync(Service.CallUpdate(new UpdateListingRequest { Id = 1, UserId = 1, Quantity = 1 }), StatusCode.Unauthenticated);
        await FailureOfAsync(Service.CallDelete(1, 1), StatusCode.Unauthenticated);
        await FailureOfAsync(Service.CallAddImage(new AddImageRequest { ListingId = 1, Url = "/a" }), StatusCode.Unauthenticated);
        await FailureOfAsync(Service.CallDeleteImage(1, 1, 1), StatusCode.Unauthenticated);
        await FailureOfAsync(Service.CallReorder(1, 1, [1]), StatusCode.Unauthenticated);
        await FailureOfAsync(Service.CallReindexAll(), StatusCode.Unauthenticated);
    }

    [TestMethod]
    public async Task ReindexAll_ByAUser_IsForTheAdminOnly()
    {
        await FailureOfAsync(Service.CallReindexAll(Service.AsUser(1)), StatusCode.PermissionDenied);
        await FailureOfAsync(Service.CallReindexAll(Service.AsUser(1, "admin")), StatusCode.FailedPrecondition);
    }

    [TestMethod]
    public async Task Streams_WithoutToken_AreUnauthenticated()
    {
        using var upload = Service.Client.UploadListingImages(cancellationToken: TestContext.CancellationToken);

        (await FluentActions.Awaiting(async () => await upload).Should().ThrowAsync<RpcException>())
            .Which.StatusCode.Should().Be(StatusCode.Unauthenticated);
    }

    private static Func<string> Token(Action<SecurityTokenDescriptor> change) => () => Service.Issuer.TokenFor(User, change: change);

    private static void UseStolenKeyId(SecurityTokenDescriptor descriptor)
    {
        var key = TestIssuer.NewKey();
        key.KeyId = Service.Issuer.Key.KeyId;
        descriptor.SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256);
    }

    private static string ChangedPayload()
    {
        var parts = Service.Issuer.TokenFor(User + 1).Split('.');
        var other = Service.Issuer.TokenFor(User).Split('.');
        return $"{parts[0]}.{other[1]}.{parts[2]}";
    }
}
