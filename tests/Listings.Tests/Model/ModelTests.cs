using System.Globalization;
using CsCheck;
using Migration.Listings.Tests.Fixture;

namespace Migration.Listings.Tests.Model;

[TestClass]
public sealed class ModelTests : ListingsTest
{
    private const int Runs = 25;

    private static readonly Gen<(int Kind, int Which, int Value)[]> Steps
        = Gen.Select(Gen.Int[0, 7], Gen.Int[0, 5], Gen.Int[0, 30]).Array[1, 25];

    private static long _user = 10_000;

    [TestMethod]
    public async Task AnySequenceOfCalls_LeavesDatabaseOutboxAndIndexAgreeingWithTheModel()
    {
        await using var search = await FakeSearchNode.StartAsync();
        await using var service = await ListingsHost.StartReadyAsync(Database, search: search.Url);

        await Check.SampleAsync(
            Steps,
            async steps =>
            {
                var run = new ModelRun(service, Interlocked.Increment(ref _user));
                foreach (var (kind, which, value) in steps)
                {
                    await run.StepAsync(kind, which, value);
                }

                await AgreesAsync(run, service, search);
            },
            iter: Runs,
            threads: 1);
    }

    [TestMethod]
    public async Task AnySequenceOfCalls_WithoutASearchNode_LeavesTheNewestVersionsInTheOutbox()
        => await Check.SampleAsync(
            Steps,
            async steps =>
            {
                var run = new ModelRun(Service, Interlocked.Increment(ref _user));
                foreach (var (kind, which, value) in steps)
                {
                    await run.StepAsync(kind, which, value);
                }

                foreach (var listing in run.Listings)
                {
                    (await Database.ScalarAsync<string>($"select operation || ' ' || version from indexing_queue where listing_id = {listing.Id}"))
                        .Should().Be($"{(listing.IsDeleted ? "delete" : "index")} {listing.Version}");
                }
            },
            iter: Runs,
            threads: 1);

    private async Task AgreesAsync(ModelRun run, ListingsHost service, FakeSearchNode search)
    {
        await Eventually.IsTrueAsync(
            async () => await Database.ScalarAsync<long>("select count(*) from indexing_queue") == 0, "the outbox is empty", TestContext.CancellationToken);
        foreach (var listing in run.Listings)
        {
            var (version, document) = search.Documents[listing.Id.ToString(CultureInfo.InvariantCulture)];
            version.Should().Be(listing.Version);
            (await Database.ScalarAsync<long>($"select version from listings where id = {listing.Id}")).Should().Be(listing.Version);
            if (listing.IsDeleted)
            {
                document.Should().BeNull();
                continue;
            }

            var stored = await service.GetAsync(listing.Id);
            (stored.Title, stored.Quantity, stored.Status).Should().Be((listing.Title, listing.Quantity, listing.Status));
            stored.Images.Select(image => (image.Id, image.DisplayOrder, image.IsPrimary))
                .Should().Equal(listing.ShownImages.Select(image => (image.Id, image.Order, image.IsPrimary)));
            document!.Value.GetProperty("title").GetString().Should().Be(listing.Title);
            document.Value.GetProperty("images").EnumerateArray().Select(image => image.GetProperty("id").GetInt64())
                .Should().Equal(listing.ShownImages.Select(image => image.Id));
        }
    }
}
