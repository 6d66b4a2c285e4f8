using Google.Rpc;
using Grpc.Core;
using Migration.Contracts.Listings.V1;
using Migration.Listings.Tests.Fixture;

namespace Migration.Listings.Tests.Rpc;

[TestClass]
public sealed class CreateListingTests : ListingsTest
{
    public static IEnumerable<object[]> Refused =>
    [
        ["user_id", Change(request => request.UserId = 0)],
        ["user_id", Change(request => request.UserId = -1)],
        ["user_id", Change(request => request.UserId = int.MaxValue + 1L)],
        ["storefront_id", Change(request => request.StorefrontId = 0)],
        ["title", Change(request => request.Title = "")],
        ["title", Change(request => request.Title = "ab")],
        ["title", Change(request => request.Title = "a  ")],
        ["title", Change(request => request.Title = "     ")],
        ["title", Change(request => request.Title = new string('A', 256))],
        ["title", Change(request => request.Title = "stolica\tza kuhinju")],
        ["title", Change(request => request.Title = "stolica\nza kuhinju")],
        ["title", Change(request => request.Title = "stolica\0")],
        ["title", Change(request => request.Title = "stolica\u0085")],
        ["price", Change(request => request.Price = 0)],
        ["price", Change(request => request.Price = -5)],
        ["price", Change(request => request.Price = 1.005)],
        ["price", Change(request => request.Price = double.NaN)],
        ["price", Change(request => request.Price = double.PositiveInfinity)],
        ["price", Change(request => request.Price = 1e10)],
        ["currency", Change(request => request.Currency = "")],
        ["currency", Change(request => request.Currency = "US")],
        ["currency", Change(request => request.Currency = "USDD")],
        ["currency", Change(request => request.Currency = "usd")],
        ["currency", Change(request => request.Currency = "РСД")],
        ["category_id", Change(request => request.CategoryId = 0)],
        ["category_id", Change(request => request.CategoryId = -7)],
        ["category_id", Change(request => request.CategoryId = 999_999)],
        ["quantity", Change(request => request.Quantity = -1)],
        ["description", Change(request => request.Description = new string('x', 20_001))],
        ["description", Change(request => request.Description = "a\0b")],
        ["sku", Change(request => request.Sku = new string('x', 101))],
        ["original_language", Change(request => request.OriginalLanguage = "de")],
        ["translations[de]", Change(request => request.Translations["de"] = new ListingFieldTranslations())],
        ["translations[en].title", Change(request => request.Translations["en"] = new ListingFieldTranslations { Title = "x" })],
    ];

    [TestMethod]
    [DynamicData(nameof(Refused))]
    public async Task CreateListing_BadField_IsInvalidArgumentNamingTheField(string field, Action<CreateListingRequest> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var request = ValidCreate();
        change(request);
        var before = await Database.ScalarAsync<long>("select count(*) from listings");

        var failure = await FailureOfAsync(
            Service.CallCreate(request, Service.AsUser(User, "admin")), StatusCode.InvalidArgument);

        failure.Status.Detail.Should().StartWith(field + " ");
        failure.GetRpcStatus()!.GetDetail<BadRequest>()!.FieldViolations.Should().ContainSingle().Which.Field.Should().Be(field);
        (await Database.ScalarAsync<long>("select count(*) from listings")).Should().Be(before);
    }

    [TestMethod]
    public async Task CreateListing_SeveralBadFields_NamesAllOfThem()
    {
        var failure = await FailureOfAsync(
            Service.CallCreate(new CreateListingRequest { Quantity = -1 }, Service.AsUser(User)), StatusCode.InvalidArgument);

        failure.GetRpcStatus()!.GetDetail<BadRequest>()!.FieldViolations.Select(violation => violation.Field)
            .Should().Equal("user_id", "category_id", "title", "price", "currency", "quantity");
    }

    [TestMethod]
    public async Task CreateListing_ValidRequest_IsAPublicDraftWithDefaults()
    {
        var created = await Service.CreateAsync(ValidCreate());

        created.Id.Should().BeGreaterThanOrEqualTo(1_000_000_000);
        Guid.TryParse(created.Uuid, out _).Should().BeTrue();
        created.Status.Should().Be("draft");
        created.Visibility.Should().Be("public");
        created.IsDeleted.Should().BeFalse();
        created.OriginalLanguage.Should().Be("sr");
        created.HasDescription.Should().BeFalse();
        created.HasSku.Should().BeFalse();
        created.HasStorefrontId.Should().BeFalse();
        created.HasPublishedAt.Should().BeFalse();
        created.HasDeletedAt.Should().BeFalse();
        created.Location.Should().BeNull();
        created.CreatedAt.Should().MatchRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$").And.Be(created.UpdatedAt);
        (await Service.GetAsync(created.Id)).Should().Be(created);
    }

    [TestMethod]
    public async Task CreateListing_AllFields_ComeBackAsTheyWereSent()
    {
        var request = ValidCreate();
        request.StorefrontId = 9;
        request.Description = "";
        request.Sku = "SKU-1";
        request.Quantity = int.MaxValue;
        request.OriginalLanguage = "ru";
        request.Translations["en"] = new ListingFieldTranslations { Title = "Used chair", City = "Belgrade" };
        request.Translations["ru"] = new ListingFieldTranslations { Description = "Стул" };

        var created = await Service.GetAsync((await Service.CreateAsync(request)).Id);

        created.StorefrontId.Should().Be(9);
        created.HasDescription.Should().BeTrue("an empty description is not an absent one");
        created.Description.Should().BeEmpty();
        created.Sku.Should().Be("SKU-1");
        created.Quantity.Should().Be(int.MaxValue);
        created.OriginalLanguage.Should().Be("ru");
        created.Translations.Should().BeEquivalentTo(request.Translations);
        (await Database.ScalarAsync<string>($"select source_type from listings where id = {created.Id}")).Should().Be("b2c");
    }

    [TestMethod]
    [DataRow("Плишани медвед 🧸 из Крушевца")]
    [DataRow("中文标题测试")]
    [DataRow("كرسي للبيع שלום")]
    [DataRow("Čačak – šljive ™ ½ €")]
    [DataRow("👨‍👩‍👧‍👦 familija")]
    [DataRow("e\u0301 is not \u00e9")]
    [DataRow("Robert'); drop table listings;--")]
    [DataRow("<script>alert('x')</script>")]
    [DataRow("$1 %s {0} \\n \\u0000")]
    [DataRow("  around  ")]
    public async Task CreateListing_AnyText_ComesBackUnchanged(string text)
    {
        var request = ValidCreate();
        request.Title = text;
        request.Description = text + "\r\n\t" + text;

        var read = await Service.GetAsync((await Service.CreateAsync(request)).Id);

        read.Title.Should().Be(text);
        read.Description.Should().Be(request.Description);
    }

    [TestMethod]
    [DataRow("А", 255)]
    [DataRow("🧸", 255)]
    [DataRow("A", 3)]
    public async Task CreateListing_TitleAtItsLimits_CountsCodePoints(string letter, int count)
    {
        var request = ValidCreate();
        request.Title = string.Concat(Enumerable.Repeat(letter, count));

        (await Service.CreateAsync(request)).Title.Should().Be(request.Title);
    }

    [TestMethod]
    [DataRow(0.01)]
    [DataRow(25000.00)]
    [DataRow(19.99)]
    [DataRow(9_999_999_999.99)]
    public async Task CreateListing_Price_IsStoredAndReadExactly(double price)
    {
        var request = ValidCreate();
        request.Price = price;

        var created = await Service.CreateAsync(request);

        created.Price.Should().Be(price);
        (await Database.ScalarAsync<string>($"select price::text from listings where id = {created.Id}"))
            .Should().Be(price.ToString("F2", System.Globalization.CultureInfo.InvariantCulture));
    }

    [TestMethod]
    public async Task CreateListing_QuantityZero_IsAccepted()
    {
        var request = ValidCreate();
        request.Quantity = 0;

        (await Service.CreateAsync(request)).Quantity.Should().Be(0, "sold out is a state, not a mistake");
    }

    [TestMethod]
    public async Task CreateListing_SameTitleAndSkuFiftyTimesAtOnce_AllSucceed()
    {
        var request = ValidCreate();
        request.Title = "Ista stolica";
        request.Sku = "SAME";
        var token = Service.AsUser(User);

        var created = await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ => (await Service.CallCreate(request, token)).Listing));

        created.Select(listing => listing.Id).Should().OnlyHaveUniqueItems();
        created.Select(listing => listing.Uuid).Should().OnlyHaveUniqueItems();
        (await Database.ScalarAsync<long>("select count(distinct slug) from listings where title = 'Ista stolica'")).Should().Be(50);
    }

    [TestMethod]
    public async Task CreateListing_Always_IsQueuedForTheIndexInTheSameTransaction()
    {
        var created = await Service.CreateAsync(ValidCreate());

        (await Database.ScalarAsync<bool>($"""
            select l.xmin = q.xmin and q.operation = 'index' and q.version = l.version
            from listings l join indexing_queue q on q.listing_id = l.id where l.id = {created.Id}
            """)).Should().BeTrue();
    }

    [TestMethod]
    public async Task CreateListing_RefusedByTheDatabase_LeavesNothingInTheQueue()
    {
        var request = ValidCreate();
        request.CategoryId = 999_999;
        var before = await Database.ScalarAsync<long>("select count(*) from indexing_queue");

        await FailureOfAsync(Service.CallCreate(request, Service.AsUser(User)), StatusCode.InvalidArgument);

        (await Database.ScalarAsync<long>("select count(*) from indexing_queue")).Should().Be(before);
    }

    private static Action<CreateListingRequest> Change(Action<CreateListingRequest> change) => change;
}
