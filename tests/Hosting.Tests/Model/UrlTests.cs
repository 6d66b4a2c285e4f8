using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Migration.Hosting.Tests.Model;

[TestClass]
public sealed class UrlTests
{
    [TestMethod]
    public async Task WithUrl_Forms_AreAdded()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder();
        var other = builder.AddExecutable("other", "true", ".").WithHttpEndpoint(port: 81);
        var api = builder.AddExecutable("api", "true", ".").WithHttpEndpoint(port: 80)
            .WithUrl("https://docs.example", "Docs")
            .WithUrl($"{other.GetEndpoint("http")}/from-other", "Other")
            .WithUrl(ReferenceExpression.Empty)
            .WithUrls(context => context.Urls.Add(new ResourceUrlAnnotation { Url = $"{context.GetEndpoint("HTTP")!.Url}/callback" }));
        ModelLab.Allocate(api.Resource);
        ModelLab.Allocate(other.Resource);

        var urls = await ShapeAsync(api.Resource);

        urls.Select(url => url.Url).Should().Equal("http://localhost:80", "https://docs.example", "http://localhost:81/from-other", "http://localhost:80/callback");
        urls[2].Endpoint!.Resource.Name.Should().Be("other");
    }

    [TestMethod]
    public async Task WithUrlForEndpoint_ChangesOrAdds()
    {
        using var lab = new ModelLab();
        var api = lab.CreateBuilder().AddExecutable("api", "true", ".").WithHttpEndpoint(port: 80)
            .WithUrlForEndpoint("http", url => url.DisplayText = "Home")
            .WithUrlForEndpoint("http", _ => new ResourceUrlAnnotation { Url = "/health", DisplayText = "Health", DisplayLocation = UrlDisplayLocation.DetailsOnly })
            .WithUrlForEndpoint("none", url => url.DisplayText = "Never");
        ModelLab.Allocate(api.Resource);

        var urls = await ShapeAsync(api.Resource);

        urls.Select(url => (url.Url, url.DisplayText, url.DisplayLocation, url.Endpoint?.EndpointName)).Should().Equal(
            ("http://localhost:80", "Home", UrlDisplayLocation.SummaryAndDetails, "http"),
            ("/health", "Health", UrlDisplayLocation.DetailsOnly, "http"));
    }

    [TestMethod]
    public async Task LaunchUrl_OfTheProfile_IsWhereTheLinkLeads()
    {
        using var lab = new ModelLab();
        lab.Write("Api/Properties/launchSettings.json", """
            { "profiles": { "web": { "commandName": "Project", "launchUrl": "swagger", "applicationUrl": "http://localhost:80" } } }
            """);
        var api = lab.CreateBuilder().AddProject("api", "Api/Api.csproj");
        ModelLab.Allocate(api.Resource);

        (await ShapeAsync(api.Resource)).Should().ContainSingle().Which.Url.Should().Be("http://localhost/swagger");
    }

    /// <summary>What the engine does once the endpoints are allocated.</summary>
    private static async Task<List<ResourceUrlAnnotation>> ShapeAsync(IResourceWithEndpoints resource)
    {
        var urls = resource.GetEndpoints().Select(endpoint => new ResourceUrlAnnotation { Url = endpoint.Url, Endpoint = endpoint })
            .Concat(resource.Annotations.OfType<ResourceUrlAnnotation>()).ToList();
        var context = new ResourceUrlsCallbackContext(new DistributedApplicationExecutionContext(DistributedApplicationOperation.Run), resource, urls);
        foreach (var annotation in resource.Annotations.OfType<ResourceUrlsCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        return context.Urls;
    }
}
