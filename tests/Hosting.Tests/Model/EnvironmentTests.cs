using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Migration.Hosting.Tests.Model;

[TestClass]
public sealed class EnvironmentTests
{
    [TestMethod]
    public async Task WithEnvironment_AllForms_ResolveToTexts()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder("--Parameters:key=secret");
        var key = builder.AddParameter("key", secret: true);
        var other = builder.AddExecutable("other", "true", ".").WithHttpEndpoint(port: 8081);
        var server = builder.AddResource(new ServerResource("db")).WithEndpoint(port: 5432, name: "tcp");
        var external = builder.AddExternalService("mail", "https://mail.example/");
        var endpoint = other.GetEndpoint("http");
        IExpressionValue port = endpoint.Property(EndpointProperty.Port);
        var sut = builder.AddExecutable("sut", "true", ".")
            .WithEnvironment("TEXT", "plain")
            .WithEnvironment("EMPTY", (string?)null)
            .WithEnvironment("INTERPOLATED", $"{endpoint}/api?k={key}")
            .WithEnvironment("EXPRESSION", ReferenceExpression.Create($"x{key}"))
            .WithEnvironment("CALLBACK", () => "called")
            .WithEnvironment("ENDPOINT", endpoint)
            .WithEnvironment("PARAMETER", key)
            .WithEnvironment("CONNECTION", server)
            .WithEnvironment("EXTERNAL", external)
            .WithEnvironment("VALUE", endpoint.Property(EndpointProperty.Host))
            .WithEnvironment("EXPRESSION_VALUE", port)
            .WithEnvironment(context => context.EnvironmentVariables["CONTEXT"] = context.Resource.Name)
            .WithEnvironment(async context =>
            {
                await Task.Yield();
                context.EnvironmentVariables["LATER"] = key;
            });
        ModelLab.Allocate(other.Resource);
        ModelLab.Allocate(server.Resource);

        (await ModelLab.VariablesAsync(sut)).Should().Equal(ModelLab.Pairs(
            ("TEXT", "plain"),
            ("EMPTY", ""),
            ("INTERPOLATED", "http://localhost:8081/api?k=secret"),
            ("EXPRESSION", "xsecret"),
            ("CALLBACK", "called"),
            ("ENDPOINT", "http://localhost:8081"),
            ("PARAMETER", "secret"),
            ("CONNECTION", "Host=localhost;Port=5432"),
            ("EXTERNAL", "https://mail.example/"),
            ("VALUE", "localhost"),
            ("EXPRESSION_VALUE", "8081"),
            ("CONTEXT", "sut"),
            ("LATER", "secret")));
    }

    [TestMethod]
    public async Task WithEnvironment_NullValue_LeavesTheVariableOut()
    {
        using var lab = new ModelLab();
        var sut = lab.CreateBuilder().AddExecutable("sut", "true", ".").WithEnvironment("NONE", ReferenceExpression.Empty);

        (await ModelLab.VariablesAsync(sut)).Should().BeEmpty();
    }

    [TestMethod]
    public async Task WithEnvironment_Twice_TheLastCounts()
    {
        using var lab = new ModelLab();
        var sut = lab.CreateBuilder().AddExecutable("sut", "true", ".").WithEnvironment("A", "1").WithEnvironment("A", "2");

        (await ModelLab.VariablesAsync(sut)).Should().Contain("A", "2");
    }

    [TestMethod]
    public async Task GetEnvironmentVariableValuesAsync_Publish_GivesPlaceholders()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder();
        var other = builder.AddExecutable("other", "true", ".").WithHttpEndpoint();
        var sut = builder.AddExecutable("sut", "true", ".").WithEnvironment("URL", $"{other.GetEndpoint("http")}/x");

#pragma warning disable CS0618
        var variables = await sut.Resource.GetEnvironmentVariableValuesAsync(DistributedApplicationOperation.Publish);
#pragma warning restore CS0618

        variables.Should().Contain("URL", "{other.bindings.http.url}/x");
    }

    [TestMethod]
    public async Task WithArgs_AllForms_KeepTheirOrder()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder("--Parameters:key=secret");
        var key = builder.AddParameter("key");
        var other = builder.AddExecutable("other", "true", ".").WithHttpEndpoint(port: 8081);
        ModelLab.Allocate(other.Resource);
        var sut = builder.AddExecutable("sut", "true", ".", "first")
            .WithArgs("--url", "b c")
            .WithArgs(other.GetEndpoint("http"), key, 7)
            .WithArgs(context => context.Args.Add(context.Resource.Name))
            .WithArgs(async context =>
            {
                await Task.Yield();
                context.Args.Add(true);
            });

        (await ModelLab.ArgumentsAsync(sut)).Should().Equal("first", "--url", "b c", "http://localhost:8081", "secret", "7", "sut", "true");
    }

    [TestMethod]
    public void WithEnvironment_LiveValues_AreRecordedAsReferences()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder();
        var key = builder.AddParameter("key");
        var other = builder.AddExecutable("other", "true", ".").WithHttpEndpoint();
        var sut = builder.AddExecutable("sut", "true", ".")
            .WithEnvironment("A", $"{other.GetEndpoint("http")}?{key}").WithEnvironment("B", key).WithArgs(key);

        sut.Resource.Annotations.OfType<ResourceRelationshipAnnotation>().Select(relation => (relation.Resource.Name, relation.Type))
            .Should().BeEquivalentTo([("other", "Reference"), ("key", "Reference")]);
    }
}
