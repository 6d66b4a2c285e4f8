using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Migration.Hosting.Tests.Runtime.Support;

namespace Migration.Hosting.Tests.PostgreSQL;

/// <summary>What the model says of servers and databases before anything runs.</summary>
[TestClass]
public sealed class PostgresModelTests
{
    [TestMethod]
    public void AddPostgres_NothingSaid_HasUserPostgresAGeneratedPasswordAndATcpEndpoint()
    {
        var server = TestApp.CreateBuilder().AddPostgres("pg").Resource;

        server.ConnectionStringExpression.ValueExpression.Should().Be(
            "Host={pg.bindings.tcp.host};Port={pg.bindings.tcp.port};Username=postgres;Password={pg-password.value}");
        server.PasswordParameter.Secret.Should().BeTrue();
        var endpoint = server.Annotations.OfType<EndpointAnnotation>().Should().ContainSingle().Subject;
        (endpoint.Name, endpoint.TargetPort, endpoint.Port).Should().Be(("tcp", 5432, null));
        server.Annotations.OfType<HealthCheckAnnotation>().Should().ContainSingle(check => check.Key == "pg_check");
    }

    [TestMethod]
    public void AddDatabase_NameWithSpecialCharacters_IsQuotedInTheConnectionStringAndEscapedInTheUri()
    {
        var builder = TestApp.CreateBuilder();
        var server = builder.AddPostgres("pg", builder.AddParameter("user", "me"));

        var database = server.AddDatabase("shop-db", "a b;c").Resource;

        database.ConnectionStringExpression.ValueExpression.Should().Be("{pg.connectionString};Database=\"a b;c\"");
        database.UriExpression.ValueExpression.Should().Match("postgresql://*user*:*pg-password*@{pg.bindings.tcp.host}:{pg.bindings.tcp.port}/a%20b%3Bc");
        database.JdbcConnectionString.ValueExpression.Should().Be("jdbc:postgresql://{pg.bindings.tcp.host}:{pg.bindings.tcp.port}/a%20b%3Bc");
        server.Resource.Databases.Should().Equal(new Dictionary<string, string>(StringComparer.Ordinal) { ["shop-db"] = "a b;c" });
        database.Annotations.OfType<HealthCheckAnnotation>().Should().ContainSingle(check => check.Key == "shop-db_check");
    }

    [TestMethod]
    public void GetConnectionProperties_ServerAndDatabase_HaveAspiresNames()
    {
        var server = TestApp.CreateBuilder().AddPostgres("pg");
        var database = server.AddDatabase("shop");

        Names(server.Resource).Should().Equal("Host", "Port", "Username", "Password", "Uri", "JdbcConnectionString");
        Names(database.Resource).Should().BeEquivalentTo("Host", "Port", "Username", "Password", "Uri", "JdbcConnectionString", "DatabaseName");
    }

    [TestMethod]
    public async Task WithReference_Database_InjectsConnectionStringAndProperties()
    {
        var builder = TestApp.CreateBuilder("--Parameters:pg-password=p/w");
        var server = builder.AddPostgres("pg");
        server.Resource.Annotations.OfType<EndpointAnnotation>().Single().AllocatedEndpoint =
            new AllocatedEndpoint(server.Resource.Annotations.OfType<EndpointAnnotation>().Single(), "localhost", 7001);
        var user = builder.AddShell("user", "true").WithReference(server.AddDatabase("shop"));

#pragma warning disable CS0618 // Obsolete since 13.5, and still the way that Aspire's own sources ask.
        var variables = await user.Resource.GetEnvironmentVariableValuesAsync();
#pragma warning restore CS0618

        variables.Should().Contain(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ConnectionStrings__shop"] = "Host=localhost;Port=7001;Username=postgres;Password=p/w;Database=shop",
            ["SHOP_HOST"] = "localhost",
            ["SHOP_PORT"] = "7001",
            ["SHOP_USERNAME"] = "postgres",
            ["SHOP_PASSWORD"] = "p/w",
            ["SHOP_URI"] = "postgresql://postgres:p%2Fw@localhost:7001/shop",
            ["SHOP_JDBCCONNECTIONSTRING"] = "jdbc:postgresql://localhost:7001/shop",
            ["SHOP_DATABASENAME"] = "shop",
        });
    }

    [TestMethod]
    public void WithHostPort_AnyPort_IsThePublicOne()
    {
        var server = TestApp.CreateBuilder().AddPostgres("pg", port: 7001).WithHostPort(7002).Resource;

        server.Annotations.OfType<EndpointAnnotation>().Single().Port.Should().Be(7002);
    }

    [TestMethod]
    public void WithImageTag_AnyTag_IsAcceptedSinceAspiresSourcesHaveIt()
    {
        var server = TestApp.CreateBuilder().AddPostgres("pg").WithImageTag("17.6").WithDataVolume("shop").Resource;

        var mount = server.Annotations.OfType<ContainerMountAnnotation>().Should().ContainSingle().Subject;
        (mount.Source, mount.Target).Should().Be(("shop", "/var/lib/postgresql/data"));
    }

    [TestMethod]
    [DataRow("../elsewhere")]
    [DataRow("")]
    [DataRow("a b")]
    public void WithDataVolume_NameThatIsNoVolumeName_IsRefused(string name)
    {
        var add = () => TestApp.CreateBuilder().AddPostgres("pg").WithDataVolume(name);

        add.Should().Throw<ArgumentException>().WithParameterName(nameof(name)).WithMessage($"The volume name '{name}'*");
    }

    private static IEnumerable<string> Names(IResourceWithConnectionString resource) =>
        resource.GetConnectionProperties().Select(property => property.Key);
}
