using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Migration.Hosting.Tests.Model;

[TestClass]
public sealed class ReferenceTests
{
    [TestMethod]
    public async Task WithReference_ConnectionString_SetsItAndItsParts()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder();
        var server = AddServer(builder);
        var sut = builder.AddExecutable("sut", "true", ".").WithReference(server);

        (await ModelLab.VariablesAsync(sut)).Should().Equal(ModelLab.Pairs(
            ("ConnectionStrings__listings-postgres", "Host=localhost;Port=5432"),
            ("LISTINGS_POSTGRES_HOST", "localhost"),
            ("LISTINGS_POSTGRES_PORT", "5432")));
    }

    [TestMethod]
    public async Task WithReference_ConnectionName_NamesTheVariables()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder();
        var sut = builder.AddExecutable("sut", "true", ".").WithReference(AddServer(builder), connectionName: "1db");

        (await ModelLab.VariablesAsync(sut)).Keys.Should().Equal("ConnectionStrings__1db", "_1DB_HOST", "_1DB_PORT");
    }

    [TestMethod]
    public async Task WithReference_Child_HasTheParentsString()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder();
        var database = builder.AddResource(new DatabaseResource("listings-db", AddServer(builder).Resource));
        var sut = builder.AddExecutable("sut", "true", ".").WithReference(database);

        (await ModelLab.VariablesAsync(sut)).Should().Contain("ConnectionStrings__listings-db", "Host=localhost;Port=5432;Database=listings-db");
    }

    [TestMethod]
    public async Task WithReference_MissingConnectionString_IsAnErrorUnlessOptional()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder();
        var missing = builder.AddConnectionString("cache");
        var required = builder.AddExecutable("required", "true", ".").WithReference(missing);
        var relaxed = builder.AddExecutable("relaxed", "true", ".").WithReference(missing, optional: true);

        await FluentActions.Awaiting(() => ModelLab.VariablesAsync(required)).Should()
            .ThrowAsync<MissingParameterValueException>().WithMessage("*'cache'*ConnectionStrings:cache*");
        (await ModelLab.VariablesAsync(relaxed)).Should().BeEmpty();
    }

    [TestMethod]
    public async Task WithReference_ConnectionStringVariable_OverridesTheName()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder("--ConnectionStrings:search=http://s:9200");
        var sut = builder.AddExecutable("sut", "true", ".").WithReference(builder.AddConnectionString("search", "SEARCH_URL"));

        (await ModelLab.VariablesAsync(sut)).Should().Equal(ModelLab.Pairs(("SEARCH_URL", "http://s:9200")));
    }

    [TestMethod]
    public async Task WithReference_Project_SetsServiceDiscoveryAndEndpoints()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder();
        var listings = AddListings(lab, builder);
        var sut = builder.AddExecutable("sut", "true", ".").WithReference(listings).WithReference(listings);

        (await ModelLab.VariablesAsync(sut)).Should().Equal(ModelLab.Pairs(
            ("services__listings__http__0", "http://localhost:8086"),
            ("LISTINGS_HTTP", "http://localhost:8086"),
            ("services__listings__grpc__0", "http://localhost:50051"),
            ("LISTINGS_GRPC", "http://localhost:50051")));
    }

    [TestMethod]
    public async Task WithReference_OtherName_ReplacesTheResourcesName()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder();
        var sut = builder.AddExecutable("sut", "true", ".").WithReference(AddListings(lab, builder), "the-catalog");

        (await ModelLab.VariablesAsync(sut)).Should().Contain("services__the-catalog__grpc__0", "http://localhost:50051")
            .And.Contain("THE_CATALOG_GRPC", "http://localhost:50051");
    }

    [TestMethod]
    public async Task WithReference_Endpoint_SetsThatOneAlone()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder();
        var sut = builder.AddExecutable("sut", "true", ".").WithReference(AddListings(lab, builder).GetEndpoint("grpc"));

        (await ModelLab.VariablesAsync(sut)).Keys.Should().Equal("services__listings__grpc__0", "LISTINGS_GRPC");
    }

    [TestMethod]
    public async Task WithReference_ExcludedEndpoint_IsToldOnlyWhenNamed()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder();
        var listings = AddListings(lab, builder).WithEndpoint("grpc", endpoint => endpoint.ExcludeReferenceEndpoint = true);
        var whole = builder.AddExecutable("whole", "true", ".").WithReference(listings);
        var named = builder.AddExecutable("named", "true", ".").WithReference(listings).WithReference(listings.GetEndpoint("grpc"));

        (await ModelLab.VariablesAsync(whole)).Keys.Should().NotContain("LISTINGS_GRPC");
        (await ModelLab.VariablesAsync(named)).Keys.Should().Contain("LISTINGS_GRPC");
    }

    [TestMethod]
    public async Task WithReference_SeveralHttpEndpoints_CountUpByScheme()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder();
        var api = builder.AddProject("api", "Api.csproj").WithHttpEndpoint(port: 1).WithHttpEndpoint(port: 2, name: "admin");
        api.WithEndpoint("https", endpoint =>
        {
            endpoint.UriScheme = "http";
            endpoint.Port = 3;
        });
        ModelLab.Allocate(api.Resource);
        var sut = builder.AddExecutable("sut", "true", ".").WithReference(api);

        (await ModelLab.VariablesAsync(sut)).Where(variable => variable.Key.StartsWith("services", StringComparison.Ordinal)).Should().Equal(ModelLab.Pairs(
            ("services__api__http__0", "http://localhost:1"),
            ("services__api__admin__0", "http://localhost:2"),
            ("services__api__http__1", "http://localhost:3")));
    }

    [TestMethod]
    public async Task WithReference_Uri_SetsBothForms()
    {
        using var lab = new ModelLab();
        var sut = lab.CreateBuilder().AddExecutable("sut", "true", ".").WithReference("mail", new Uri("https://mail.example"));

        (await ModelLab.VariablesAsync(sut)).Should().Equal(ModelLab.Pairs(
            ("services__mail__default__0", "https://mail.example/"), ("mail", "https://mail.example/")));
    }

    [TestMethod]
    [DataRow("relative/a", "*absolute*")]
    [DataRow("https://mail.example/a", "*path*")]
    public void WithReference_BadUri_IsRefused(string uri, string message)
    {
        using var lab = new ModelLab();
        var sut = lab.CreateBuilder().AddExecutable("sut", "true", ".");

        FluentActions.Invoking(() => sut.WithReference("mail", new Uri(uri, UriKind.RelativeOrAbsolute))).Should()
            .Throw<InvalidOperationException>().WithMessage(message);
    }

    [TestMethod]
    public async Task WithReference_ExternalService_SetsAddress()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder("--Parameters:maps-url=https://maps.example/");
        var sut = builder.AddExecutable("sut", "true", ".")
            .WithReference(builder.AddExternalService("mail-box", "http://mail.example/"))
            .WithReference(builder.AddExternalService("maps", builder.AddParameter("maps-url")));

        (await ModelLab.VariablesAsync(sut)).Should().Equal(ModelLab.Pairs(
            ("services__mail-box__http__0", "http://mail.example/"),
            ("MAIL_BOX", "http://mail.example/"),
            ("services__maps__https__0", "https://maps.example/"),
            ("MAPS_HTTPS", "https://maps.example/")));
    }

    [TestMethod]
    public async Task WithReference_ExternalServiceWithBadParameter_NamesBoth()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder("--Parameters:maps-url=nowhere");
        var sut = builder.AddExecutable("sut", "true", ".").WithReference(builder.AddExternalService("maps", builder.AddParameter("maps-url")));

        await FluentActions.Awaiting(() => ModelLab.VariablesAsync(sut)).Should()
            .ThrowAsync<DistributedApplicationException>().WithMessage("*'maps-url'*'maps'*'nowhere'*");
    }

    [TestMethod]
    [DataRow(ReferenceEnvironmentInjectionFlags.None, "")]
    [DataRow(ReferenceEnvironmentInjectionFlags.ConnectionString, "ConnectionStrings__listings-postgres")]
    [DataRow(ReferenceEnvironmentInjectionFlags.ConnectionProperties, "LISTINGS_POSTGRES_HOST,LISTINGS_POSTGRES_PORT")]
    [DataRow(ReferenceEnvironmentInjectionFlags.ServiceDiscovery, "services__listings__http__0,services__listings__grpc__0")]
    [DataRow(ReferenceEnvironmentInjectionFlags.Endpoints, "LISTINGS_HTTP,LISTINGS_GRPC")]
    public async Task WithReferenceEnvironment_Flags_ChooseTheVariables(ReferenceEnvironmentInjectionFlags flags, string expected)
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder();
        var sut = builder.AddExecutable("sut", "true", ".").WithReferenceEnvironment(flags)
            .WithReference(AddServer(builder)).WithReference(AddListings(lab, builder));

        (await ModelLab.VariablesAsync(sut)).Keys.Should().BeEquivalentTo(expected.Split(',', StringSplitOptions.RemoveEmptyEntries));
    }

    [TestMethod]
    public async Task WithConnectionProperty_AddsAndReplaces()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder();
        var server = AddServer(builder).WithConnectionProperty("HOST", "elsewhere").WithConnectionProperty("Pool", ReferenceExpression.Create($"5"));
        var sut = builder.AddExecutable("sut", "true", ".").WithReference(server);

        (await ModelLab.VariablesAsync(sut)).Should().Contain("LISTINGS_POSTGRES_HOST", "elsewhere").And.Contain("LISTINGS_POSTGRES_POOL", "5");
        server.Resource.GetConnectionProperty("none").Should().BeSameAs(ReferenceExpression.Empty);
        server.Resource.GetConnectionProperty("pool").ValueExpression.Should().Be("5");
    }

    [TestMethod]
    public async Task AddConnectionString_Expression_IsReferredToAsAny()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder();
        var server = AddServer(builder);
        var own = builder.AddConnectionString("pooled", ReferenceExpression.Create($"{server};Pooling=true"));
        var stepwise = builder.AddConnectionString("stepwise", parts => parts.Append($"{server};Timeout={"3"}"));
        var sut = builder.AddExecutable("sut", "true", ".").WithReference(own).WithReference(stepwise);

        (await ModelLab.VariablesAsync(sut)).Should().Equal(ModelLab.Pairs(
            ("ConnectionStrings__pooled", "Host=localhost;Port=5432;Pooling=true"),
            ("ConnectionStrings__stepwise", "Host=localhost;Port=5432;Timeout=3")));
    }

    private static IResourceBuilder<ServerResource> AddServer(IDistributedApplicationBuilder builder)
    {
        var server = builder.AddResource(new ServerResource("listings-postgres")).WithEndpoint(port: 5432, name: "tcp");
        ModelLab.Allocate(server.Resource);
        return server;
    }

    private static IResourceBuilder<ProjectResource> AddListings(ModelLab lab, IDistributedApplicationBuilder builder)
    {
        lab.Write("Listings/Listings.csproj", "<Project />");
        var listings = builder.AddProject("listings", "Listings/Listings.csproj").WithHttpEndpoint(port: 8086).WithHttpEndpoint(port: 50051, name: "grpc");
        ModelLab.Allocate(listings.Resource);
        return listings;
    }
}
