using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Reflection.V1Alpha;
using Migration.Listings.Tests.Fixture;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Migration.Listings.Tests.Rpc;

[TestClass]
public sealed class HealthTests : ListingsTest
{
    [TestMethod]
    [DataRow("")]
    [DataRow("listings.v1.ListingsService")]
    [DataRow("database")]
    public async Task Check_DatabaseUp_IsServing(string name) => (await Service.StatusAsync(name)).Should().Be(ServingStatus.Serving);

    [TestMethod]
    public async Task Check_UnknownName_IsNotFound()
        => await FailureOfAsync(
            Service.CallCheck("weather"), StatusCode.NotFound);

    [TestMethod]
    public async Task Check_SearchDown_IsNotServingButTheWholeIs()
    {
        await using var search = await FakeSearchNode.StartAsync();
        await using var service = await ListingsHost.StartReadyAsync(Database, search: search.Url);
        (await service.StatusAsync("search")).Should().Be(ServingStatus.Serving);

        await search.StopListeningAsync();

        (await service.StatusAsync("search")).Should().Be(ServingStatus.NotServing);
        (await service.StatusAsync("")).Should().Be(ServingStatus.Serving);
        (await service.HttpStatusAsync("health")).Should().Be(System.Net.HttpStatusCode.OK);
    }

    [TestMethod]
    public async Task Check_SearchNotConfigured_IsNotServing() => (await Service.StatusAsync("search")).Should().Be(ServingStatus.NotServing);

    [TestMethod]
    public async Task Watch_SearchGoesDown_TellsTheChange()
    {
        await using var search = await FakeSearchNode.StartAsync();
        await using var service = await ListingsHost.StartReadyAsync(Database, search: search.Url);
        using var watch = new Health.HealthClient(service.Channel).Watch(
            new HealthCheckRequest { Service = "search" }, cancellationToken: TestContext.CancellationToken);
        await watch.ResponseStream.MoveNext(TestContext.CancellationToken);
        watch.ResponseStream.Current.Status.Should().Be(ServingStatus.Serving);

        await search.StopListeningAsync();

        await watch.ResponseStream.MoveNext(TestContext.CancellationToken);
        watch.ResponseStream.Current.Status.Should().Be(ServingStatus.NotServing);
    }

    [TestMethod]
    public async Task Reflection_Asked_ListsTheService()
    {
        using var call = new ServerReflection.ServerReflectionClient(Service.Channel).ServerReflectionInfo(cancellationToken: TestContext.CancellationToken);
        await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" }, TestContext.CancellationToken);
        await call.ResponseStream.MoveNext(TestContext.CancellationToken);

        call.ResponseStream.Current.ListServicesResponse.Service.Select(service => service.Name)
            .Should().Contain(["listings.v1.ListingsService", "grpc.health.v1.Health"]);
        await call.RequestStream.CompleteAsync();
    }
}
