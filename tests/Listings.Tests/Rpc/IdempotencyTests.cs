using Google.Rpc;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Migration.Contracts.Listings.V1;
using Migration.Listings.Storage;
using Migration.Listings.Tests.Fixture;

namespace Migration.Listings.Tests.Rpc;

[TestClass]
public sealed class IdempotencyTests : ListingsTest
{
    [TestMethod]
    public async Task Create_Repeated_GivesTheFirstAnswerAndCreatesOnce()
    {
        var headers = WithKey("create-1");
        var before = await CountAsync();

        var first = await Service.CallCreate(ValidCreate(), headers);
        using var repeat = Service.CallCreate(ValidCreate(), headers);

        (await repeat).Should().Be(first);
        repeat.GetTrailers().GetValue("x-idempotent-repeat").Should().Be("true");
        (await Database.ScalarAsync<long>("select count(*) from idempotency_keys where key = 'create-1'")).Should().Be(1);
        (await CountAsync()).Should().Be(before + 1);
    }

    [TestMethod]
    public async Task Create_RepeatedAfterAnUpdate_StillGivesTheFirstAnswer()
    {
        var headers = WithKey("create-2");
        var first = await Service.CallCreate(ValidCreate(), headers);
        await Service.CallUpdate(new UpdateListingRequest { Id = first.Listing.Id, UserId = User, Title = "Druga" }, Service.AsUser(User));

        (await Service.CallCreate(ValidCreate(), headers)).Should().Be(first);
    }

    [TestMethod]
    public async Task Create_TwentyAtOnceWithOneKey_CreateOnceAndAllGetThatAnswer()
    {
        var headers = WithKey("create-many");
        var before = await CountAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ => await Service.CallCreate(ValidCreate(), headers)));

        answers.Should().AllSatisfy(answer => answer.Should().Be(answers[0]));
        (await CountAsync()).Should().Be(before + 1);
    }

    [TestMethod]
    public async Task Create_RepeatedAfterARestart_GivesTheFirstAnswer()
    {
        await using var service = await ListingsHost.StartReadyAsync(Database, Service.Issuer);
        var headers = WithKey("restart");
        var first = await service.CallCreate(ValidCreate(), headers);
        await using var next = await ListingsHost.StartReadyAsync(Database, Service.Issuer);

        (await next.CallCreate(ValidCreate(), headers)).Should().Be(first);
    }

    [TestMethod]
    public async Task Create_KeyOfAnotherRequest_IsInvalidArgument()
    {
        var headers = WithKey("other");
        await Service.CallCreate(ValidCreate(), headers);
        var other = ValidCreate();
        other.Price = 1;

        var failure = await FailureOfAsync(Service.CallCreate(other, headers), StatusCode.InvalidArgument);

        failure.GetRpcStatus()!.GetDetail<BadRequest>()!.FieldViolations.Single().Field.Should().Be("idempotency-key");
    }

    [TestMethod]
    public async Task Create_TranslationsInAnotherOrder_IsTheSameRequest()
    {
        var headers = WithKey("maps");
        var request = ValidCreate();
        request.Translations["en"] = new ListingFieldTranslations { Title = "Chair" };
        request.Translations["ru"] = new ListingFieldTranslations { Title = "Стул" };
        var turned = ValidCreate();
        turned.Translations["ru"] = new ListingFieldTranslations { Title = "Стул" };
        turned.Translations["en"] = new ListingFieldTranslations { Title = "Chair" };

        (await Service.CallCreate(turned, headers)).Should().Be(await Service.CallCreate(request, headers));
    }

    [TestMethod]
    public async Task Key_OfAnotherUserOrMethod_IsAnotherKey()
    {
        var created = await Service.CallCreate(ValidCreate(), WithKey("scope"));
        var other = ValidCreate();
        other.UserId = 43;

        (await Service.CallCreate(other, WithKey("scope", 43))).Listing.Id.Should().NotBe(created.Listing.Id);
        (await Service.CallUpdate(new UpdateListingRequest { Id = created.Listing.Id, UserId = User, Quantity = 9 }, WithKey("scope"))).Listing.Quantity.Should().Be(9);
    }

    [TestMethod]
    public async Task Create_FirstOneFailed_IsTriedAnew()
    {
        var request = ValidCreate();
        request.CategoryId = 888;
        await FailureOfAsync(Service.CallCreate(request, WithKey("failed")), StatusCode.InvalidArgument);
        await Database.ExecuteAsync("insert into c2c_categories (id, name, slug) values (888, 'Nova', 'nova')");

        (await Service.CallCreate(request, WithKey("failed"))).Listing.CategoryId.Should().Be(888);
    }

    [TestMethod]
    public async Task UpdateDeleteAndImages_Repeated_ChangeOnce()
    {
        var created = await Service.CreateAsync(ValidCreate());
        var status = new UpdateListingRequest { Id = created.Id, UserId = User, Status = "active" };
        var first = await Service.CallUpdate(status, WithKey("status"));
        (await Service.CallUpdate(status, WithKey("status"))).Should().Be(first, "without the key the second one were no legal transition");

        var image = new AddImageRequest { ListingId = created.Id, Url = "/a.jpg" };
        var added = await Service.CallAddImage(image, WithKey("image"));
        (await Service.CallAddImage(image, WithKey("image"))).Should().Be(added);
        (await Service.CallImages(created.Id)).Images.Should().ContainSingle();

        (await Service.CallDeleteImage(created.Id, added.Image.Id, User, WithKey("unimage"))).Success.Should().BeTrue();
        (await Service.CallDeleteImage(created.Id, added.Image.Id, User, WithKey("unimage"))).Success.Should().BeTrue();
        (await Service.CallDelete(created.Id, User, WithKey("delete"))).Success.Should().BeTrue();
        (await Service.CallDelete(created.Id, User, WithKey("delete"))).Success.Should().BeTrue();
    }

    [TestMethod]
    public async Task Key_ADayOld_IsForgotten()
    {
        var first = await Service.CallCreate(ValidCreate(), WithKey("old"));
        await Database.ExecuteAsync("update idempotency_keys set created_at = now() - interval '24 hours 1 second' where key = 'old'");

        (await Service.CallCreate(ValidCreate(), WithKey("old"))).Listing.Id.Should().NotBe(first.Listing.Id);

        await Database.ExecuteAsync("update idempotency_keys set created_at = now() - interval '24 hours 1 second' where key = 'old'");
        var cleaner = Service.Services.GetServices<IHostedService>().OfType<WriteKeyCleaner>().Single();
        (await cleaner.CleanAsync(TestContext.CancellationToken)).Should().BeGreaterThan(0);
        (await Database.ScalarAsync<bool>("select exists (select from idempotency_keys where key = 'old')")).Should().BeFalse();
    }

    [TestMethod]
    public async Task Key_EmptyOrTooLong_IsInvalidArgument()
    {
        await FailureOfAsync(Service.CallCreate(ValidCreate(), WithKey("")), StatusCode.InvalidArgument);
        await FailureOfAsync(Service.CallCreate(ValidCreate(), WithKey(new string('k', 256))), StatusCode.InvalidArgument);
    }

    private static Metadata WithKey(string key, long user = User)
    {
        var headers = Service.AsUser(user);
        headers.Add("idempotency-key", key);
        return headers;
    }

    private static Task<long> CountAsync() => Database.ScalarAsync<long>("select count(*) from listings where user_id = 42 and category_id = 1101");
}
