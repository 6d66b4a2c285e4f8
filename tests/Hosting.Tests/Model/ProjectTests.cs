using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Migration.Hosting.Tests.Model;

[TestClass]
public sealed class ProjectTests
{
    private const string Launch = """
        {
          // Comments are allowed here.
          "profiles": {
            "iis": { "commandName": "IISExpress", "applicationUrl": "http://localhost:1" },
            "web": {
              "commandName": "Project",
              "commandLineArgs": "--seed \"two words\" --say \\\"hi\\\"",
              "applicationUrl": "https://localhost:7001;http://localhost:5001;http://localhost:5002",
              "environmentVariables": { "ASPNETCORE_ENVIRONMENT": "Staging", "COLOUR": "red" },
            },
            "plain": { "commandName": "Project" }
          }
        }
        """;

    [TestMethod]
    public void AddProject_LaunchProfile_BecomesEndpoints()
    {
        using var lab = new ModelLab();
        var api = AddApi(lab, launch: Launch);

        api.Resource.GetEndpoints().Select(endpoint => (endpoint.EndpointName, endpoint.Scheme, endpoint.EndpointAnnotation.Port)).Should()
            .Equal(("https", "https", 7001), ("http", "http", 5001), ("http2", "http", 5002));
    }

    [TestMethod]
    public async Task AddProject_LaunchProfile_SetsVariablesAndArguments()
    {
        using var lab = new ModelLab();
        var api = AddApi(lab, launch: Launch).WithEnvironment("COLOUR", "blue");
        ModelLab.Allocate(api.Resource, targetPort: "{port}");

        var variables = await ModelLab.VariablesAsync(api);

        variables.Should().Contain("DOTNET_LAUNCH_PROFILE", "web").And.Contain("ASPNETCORE_ENVIRONMENT", "Staging").And.Contain("COLOUR", "blue")
            .And.Contain("ASPNETCORE_URLS", "https://localhost:{port};http://localhost:{port};http://localhost:{port}")
            .And.Contain("ASPNETCORE_HTTPS_PORT", "7001");
        (await ModelLab.ArgumentsAsync(api)).Should().Equal("--seed", "two words", "--say", "\"hi\"");
        (await ModelLab.ArgumentsAsync(api.WithArgs("--mine"))).Should().Equal("--mine");
    }

    [TestMethod]
    public async Task AddProject_NamedProfile_IsUsed()
    {
        using var lab = new ModelLab();
        var api = AddApi(lab, options => options.LaunchProfileName = "plain", Launch);

        api.Resource.GetEndpoints().Should().BeEmpty();
        (await ModelLab.VariablesAsync(api)).Should().Contain("DOTNET_LAUNCH_PROFILE", "plain");
    }

    [TestMethod]
    public async Task AddProject_ExcludedProfile_TakesNothingOver()
    {
        using var lab = new ModelLab();
        var api = AddApi(lab, options => options.ExcludeLaunchProfile = true, Launch);

        api.Resource.GetEndpoints().Should().BeEmpty();
        (await ModelLab.VariablesAsync(api)).Should().NotContainKey("DOTNET_LAUNCH_PROFILE");
    }

    [TestMethod]
    public void AddProject_UnknownProfile_SaysWhichThereAre()
    {
        using var lab = new ModelLab();

        FluentActions.Invoking(() => AddApi(lab, options => options.LaunchProfileName = "wbe", Launch)).Should()
            .Throw<DistributedApplicationException>().WithMessage("*'api'*'wbe'*iis, web, plain*");
    }

    [TestMethod]
    public void AddProject_BrokenLaunchSettings_NamesTheFile()
    {
        using var lab = new ModelLab();

        FluentActions.Invoking(() => AddApi(lab, launch: "{ profiles: ")).Should()
            .Throw<DistributedApplicationException>().WithMessage("*launchSettings.json*");
    }

    [TestMethod]
    public async Task AddProject_AppHostsProfile_IsPreferredWhereThereIsOne()
    {
        using var lab = new ModelLab();
        Api(lab, Launch);
        var builder = lab.CreateBuilder("--DOTNET_LAUNCH_PROFILE=plain");

        (await ModelLab.VariablesAsync(builder.AddProject("api", "Api/Api.csproj"))).Should().Contain("DOTNET_LAUNCH_PROFILE", "plain");
    }

    [TestMethod]
    public async Task AspNetCoreUrls_LeavesOutWhatThePortVariableOrTheFilterTakes()
    {
        using var lab = new ModelLab();
        var api = AddApi(lab).WithHttpEndpoint(port: 1).WithHttpEndpoint(port: 2, name: "own", env: "OWN_PORT").WithHttpEndpoint(port: 3, name: "off")
            .WithEndpoint(port: 4, name: "raw").WithEndpointsInEnvironment(endpoint => endpoint.Name is not "off");
        ModelLab.Allocate(api.Resource);

        var variables = await ModelLab.VariablesAsync(api);

        variables.Should().Contain("ASPNETCORE_URLS", "http://localhost:1").And.Contain("OWN_PORT", "2").And.NotContainKey("ASPNETCORE_HTTPS_PORT");
    }

    [TestMethod]
    public async Task AspNetCoreUrls_WithoutEndpoints_AreNotSet()
    {
        using var lab = new ModelLab();

        (await ModelLab.VariablesAsync(AddApi(lab))).Should().NotContainKey("ASPNETCORE_URLS");
    }

    [TestMethod]
    public async Task Kestrel_SeveralEndpoints_KeepNamesAndAreOverridden()
    {
        using var lab = new ModelLab();
        var api = AddApi(lab, launch: Launch, settings: """
            { "Kestrel": { "Endpoints": {
              "http": { "Url": "http://localhost:8086" },
              "grpc": { "Url": "http://localhost:50051", "Protocols": "Http2" } } } }
            """);
        api.Resource.GetEndpoints().Select(endpoint => (endpoint.EndpointName, endpoint.EndpointAnnotation.Port, endpoint.EndpointAnnotation.Transport))
            .Should().BeEquivalentTo([("http", (int?)8086, "http"), ("grpc", 50051, "http2")]);
        ModelLab.Allocate(api.Resource);

        var variables = await ModelLab.VariablesAsync(api);

        variables.Should().Contain("Kestrel__Endpoints__http__Url", "http://localhost:8086")
            .And.Contain("Kestrel__Endpoints__grpc__Url", "http://localhost:50051")
            .And.Contain("COLOUR", "red").And.NotContainKey("ASPNETCORE_URLS");
    }

    [TestMethod]
    public async Task Kestrel_OnlyEndpointOfItsScheme_IsNamedAfterItButOverriddenUnderItsKey()
    {
        using var lab = new ModelLab();
        var api = AddApi(lab, settings: """{ "Kestrel": { "Endpoints": { "Web": { "Url": "http://localhost:8086" } } } }""");
        api.WithHttpEndpoint(port: 9, name: "extra");
        ModelLab.Allocate(api.Resource);

        api.Resource.GetEndpoints().Select(endpoint => endpoint.EndpointName).Should().Equal("http", "extra");
        (await ModelLab.VariablesAsync(api)).Should().Contain("Kestrel__Endpoints__Web__Url", "http://localhost:8086")
            .And.Contain("Kestrel__Endpoints__extra__Url", "http://localhost:9").And.NotContainKey("Kestrel__Endpoints__http__Url");
    }

    [TestMethod]
    public void Kestrel_SettingsOfTheEnvironment_Overlay()
    {
        using var lab = new ModelLab();
        lab.Write("Api/appsettings.Staging.json", """{ "Kestrel": { "Endpoints": { "http": { "Url": "http://localhost:9000" } } } }""");
        var api = AddApi(lab, launch: Launch, settings: """{ "Kestrel": { "Endpoints": { "http": { "Url": "http://localhost:8086" } } } }""");

        api.Resource.GetEndpoint("http").EndpointAnnotation.Port.Should().Be(9000, "the profile says Staging");
    }

    [TestMethod]
    public void Kestrel_BadUrl_NamesTheSetting()
    {
        using var lab = new ModelLab();

        FluentActions.Invoking(() => AddApi(lab, settings: """{ "Kestrel": { "Endpoints": { "http": { "Url": "localhost" } } } }""")).Should()
            .Throw<DistributedApplicationException>().WithMessage("*'localhost'*Kestrel:Endpoints:http:Url*");
    }

    [TestMethod]
    public void Kestrel_Excluded_AddsNone()
    {
        using var lab = new ModelLab();
        var api = AddApi(
            lab, options => options.ExcludeKestrelEndpoints = true, settings: """{ "Kestrel": { "Endpoints": { "http": { "Url": "http://localhost:1" } } } }""");

        api.Resource.GetEndpoints().Should().BeEmpty();
    }

    [TestMethod]
    public async Task AddProject_Publish_SetsPortsAndForwardedHeaders()
    {
        using var lab = new ModelLab();
        Api(lab, Launch);
        var builder = lab.CreateBuilder("--operation", "publish");
        var api = builder.AddProject("api", "Api/Api.csproj").WithHttpEndpoint(targetPort: 80);

#pragma warning disable CS0618
        var variables = await api.Resource.GetEnvironmentVariableValuesAsync(DistributedApplicationOperation.Publish);
        var closed = await api.DisableForwardedHeaders().Resource.GetEnvironmentVariableValuesAsync(DistributedApplicationOperation.Publish);
#pragma warning restore CS0618

        variables.Should().Contain("HTTP_PORTS", "{api.bindings.http.targetPort}").And.Contain("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true")
            .And.NotContainKeys("DOTNET_LAUNCH_PROFILE", "OTEL_EXPORTER_OTLP_ENDPOINT", "ASPNETCORE_URLS");
        closed.Should().NotContainKey("ASPNETCORE_FORWARDEDHEADERS_ENABLED");
    }

    [TestMethod]
    public void AddProject_FolderOrGeneratedClass_NamesTheProject()
    {
        using var lab = new ModelLab();
        Api(lab);
        var builder = lab.CreateBuilder();

        builder.AddProject("api", "Api").Resource.GetProjectMetadata().ProjectPath.Should().Be(Path.Join(lab.Folder, "Api", "Api.csproj"));
        builder.AddProject<SampleProject>("sample").Resource.GetProjectMetadata().Should().BeOfType<SampleProject>();
        builder.AddProject<SampleProject>("none", launchProfileName: null).Resource.HasAnnotationOfType<ExcludeLaunchProfileAnnotation>().Should().BeTrue();
    }

    [TestMethod]
    public void WithReplicas_LessThanOne_IsRefused()
    {
        using var lab = new ModelLab();

        FluentActions.Invoking(() => AddApi(lab).WithReplicas(0)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("replicas");
        AddApi(lab).WithReplicas(2).WithReplicas(3).Resource.GetReplicaCount().Should().Be(3);
    }

    private static void Api(ModelLab lab, string? launch = null, string? settings = null)
    {
        lab.Write("Api/Api.csproj", "<Project />");
        if (launch is not null)
        {
            lab.Write("Api/Properties/launchSettings.json", launch);
        }

        if (settings is not null)
        {
            lab.Write("Api/appsettings.json", settings);
        }
    }

    private static IResourceBuilder<ProjectResource> AddApi(
        ModelLab lab, Action<ProjectResourceOptions>? configure = null, string? launch = null, string? settings = null)
    {
        Api(lab, launch, settings);
        return lab.CreateBuilder().AddProject("api", "Api/Api.csproj", configure ?? (_ => { }));
    }

    public sealed class SampleProject : IProjectMetadata
    {
        public string ProjectPath => Path.Join(Path.GetTempPath(), "no-such-folder", "Sample.csproj");
    }
}
