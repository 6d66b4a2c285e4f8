using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Migration.Hosting.Tests.Runtime.Support;

namespace Migration.Hosting.Tests.PostgreSQL;

/// <summary>Every public entry names the argument that must not be missing.</summary>
[TestClass]
public sealed class PostgresPublicApiTests
{
    private const IDistributedApplicationBuilder NoApplication = null!;
    private const IResourceBuilder<PostgresServerResource> NoServer = null!;
    private const IResourceBuilder<PostgresDatabaseResource> NoDatabase = null!;
    private const IResourceBuilder<ParameterResource> NoParameter = null!;

    private static readonly IDistributedApplicationBuilder s_application = TestApp.CreateBuilder();
    private static readonly IResourceBuilder<PostgresServerResource> s_server = s_application.AddPostgres("pg");
    private static readonly IResourceBuilder<PostgresDatabaseResource> s_database = s_server.AddDatabase("shop");

    public static IEnumerable<(string Parameter, Action Call)> Calls() =>
    [
        ("builder", () => NoApplication.AddPostgres("a")),
        ("name", () => s_application.AddPostgres(null!)),
        ("name", () => s_application.AddPostgres("")),
        ("builder", () => NoServer.AddDatabase("a")),
        ("name", () => s_server.AddDatabase(null!)),
        ("databaseName", () => s_server.AddDatabase("a", "")),
        ("builder", () => NoDatabase.WithCreationScript("a")),
        ("script", () => s_database.WithCreationScript(null!)),
        ("builder", () => NoServer.WithDataVolume()),
        ("builder", () => NoServer.WithDataBindMount("a")),
        ("source", () => s_server.WithDataBindMount(null!)),
        ("builder", () => NoServer.WithInitFiles("a")),
        ("source", () => s_server.WithInitFiles("")),
        ("builder", () => NoServer.WithPassword(NoParameter)),
        ("password", () => s_server.WithPassword(NoParameter)),
        ("builder", () => NoServer.WithUserName(NoParameter)),
        ("userName", () => s_server.WithUserName(NoParameter)),
        ("builder", () => NoServer.WithHostPort(1)),
        ("password", () => _ = new PostgresServerResource("a", userName: null, password: null!)),
        ("name", () => _ = new PostgresServerResource(null!, userName: null, s_server.Resource.PasswordParameter)),
        ("databaseName", () => _ = new PostgresDatabaseResource("a", null!, s_server.Resource)),
        ("postgresParentResource", () => _ = new PostgresDatabaseResource("a", "b", null!)),
    ];

    [TestMethod]
    [DynamicData(nameof(Calls))]
    public void Call_ArgumentIsMissing_NamesIt(string parameter, Action call) =>
        call.Should().Throw<ArgumentException>().WithParameterName(parameter);
}
