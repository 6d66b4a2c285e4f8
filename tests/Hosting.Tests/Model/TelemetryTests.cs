using Aspire.Hosting;
using Migration.Hosting.Building;

namespace Migration.Hosting.Tests.Model;

[TestClass]
public sealed class TelemetryTests
{
    [TestMethod]
    public async Task AddProject_InProduction_SetsTheseVariables()
    {
        using var lab = new ModelLab();
        var api = lab.CreateBuilder("--environment", "Production").AddProject("api", "Api.csproj");

        (await ModelLab.VariablesAsync(api)).Should().BeEquivalentTo(ModelLab.Pairs(
            ("OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", "in_memory"),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:18889"),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"),
            ("OTEL_SERVICE_NAME", "api"),
            ("OTEL_RESOURCE_ATTRIBUTES", "service.instance.id={{migration:instance}}"),
            ("DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION", "true"),
            ("LOGGING__CONSOLE__FORMATTERNAME", "simple")));
    }

    [TestMethod]
    public async Task AddProject_InDevelopment_SendsAtOnceAndWhole()
    {
        using var lab = new ModelLab();
        var api = lab.CreateBuilder("--environment", "Development").AddProject("api", "Api.csproj");

        (await ModelLab.VariablesAsync(api)).Should()
            .Contain("OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION", "true")
            .And.Contain("OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION", "true")
            .And.Contain("OTEL_BLRP_SCHEDULE_DELAY", "1000").And.Contain("OTEL_BSP_SCHEDULE_DELAY", "1000")
            .And.Contain("OTEL_METRIC_EXPORT_INTERVAL", "1000").And.Contain("OTEL_TRACES_SAMPLER", "always_on")
            .And.Contain("OTEL_METRICS_EXEMPLAR_FILTER", "trace_based")
            .And.Contain("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", "true");
    }

    [TestMethod]
    [DataRow(null, "--ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL=http://g:1", "http://g:1", "grpc")]
    [DataRow(null, "--ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL=http://h:2", "http://h:2", "http/protobuf")]
    [DataRow(OtlpProtocol.HttpProtobuf, "--ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL=http://h:2", "http://h:2", "http/protobuf")]
    [DataRow(OtlpProtocol.HttpJson, "--ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL=http://h:2", "http://h:2", "http/json")]
    [DataRow(OtlpProtocol.Grpc, "--DOTNET_DASHBOARD_OTLP_ENDPOINT_URL=http://g:1", "http://g:1", "grpc")]
    public async Task WithOtlpExporter_Configured_SendsThere(OtlpProtocol? protocol, string setting, string endpoint, string expectedProtocol)
    {
        using var lab = new ModelLab();
        var program = lab.CreateBuilder(setting).AddExecutable("program", "true", ".");
        _ = protocol is { } required ? program.WithOtlpExporter(required) : program.WithOtlpExporter();

        (await ModelLab.VariablesAsync(program)).Should()
            .Contain("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint).And.Contain("OTEL_EXPORTER_OTLP_PROTOCOL", expectedProtocol);
    }

    [TestMethod]
    public async Task WithOtlpExporter_HttpRequiredButUnknown_NamesTheSetting()
    {
        using var lab = new ModelLab();
        var program = lab.CreateBuilder().AddExecutable("program", "true", ".").WithOtlpExporter(OtlpProtocol.HttpProtobuf);

        await FluentActions.Awaiting(() => ModelLab.VariablesAsync(program)).Should()
            .ThrowAsync<InvalidOperationException>().WithMessage("*'program'*ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL*");
    }

    [TestMethod]
    public async Task WithOtlpExporter_ApiKey_IsSentAlong()
    {
        using var lab = new ModelLab();
        var program = lab.CreateBuilder("--AppHost:OtlpApiKey=k").AddExecutable("program", "true", ".").WithOtlpExporter();

        (await ModelLab.VariablesAsync(program)).Should().Contain("OTEL_EXPORTER_OTLP_HEADERS", "x-otlp-api-key=k");
    }

    [TestMethod]
    public async Task AsDashboard_InTheModel_ReceivesFromTheOthersButNotFromItself()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder("--ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL=http://g:1");
        var api = builder.AddProject("api", "Api.csproj");
        var dashboard = builder.AddProject("dashboard", "Dashboard.csproj").WithHttpEndpoint(port: 4317, name: "otlp")
            .WithHttpEndpoint(port: 4318, name: "otlp-http").AsDashboard();
        var browser = builder.AddExecutable("browser", "true", ".").WithOtlpExporter(OtlpProtocol.HttpProtobuf);
        ModelLab.Allocate(dashboard.Resource);

        (await ModelLab.VariablesAsync(api)).Should().Contain("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4317");
        (await ModelLab.VariablesAsync(browser)).Should().Contain("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4318");
        (await ModelLab.VariablesAsync(dashboard)).Should().NotContainKey("OTEL_EXPORTER_OTLP_ENDPOINT");
    }

    [TestMethod]
    [DataRow("chosen", "^chosen$")]
    [DataRow(" ", "^[0-9a-f]{24}$")]
    public async Task AsDashboard_InTheModel_GetsTheTokenThatItsLoginLinkShows(string setting, string expected)
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder($"--AppHost:BrowserToken={setting}");
        var dashboard = builder.AddProject("dashboard", "Dashboard.csproj").WithHttpEndpoint().AsDashboard();
        ModelLab.Allocate(dashboard.Resource);

        var token = (await ModelLab.VariablesAsync(dashboard))["Dashboard__BrowserToken"];

        token.Should().MatchRegex(expected).And.Be(DashboardAnnotation.TokenOf(dashboard.Resource));
    }

    [TestMethod]
    public async Task AsDashboard_ThatDoesNotStart_IsPassedOver()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder("--ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL=http://g:1");
        var api = builder.AddProject("api", "Api.csproj");
        builder.AddProject("dashboard", "Dashboard.csproj").WithHttpEndpoint(port: 4317, name: "otlp").AsDashboard().WithExplicitStart();

        (await ModelLab.VariablesAsync(api)).Should().Contain("OTEL_EXPORTER_OTLP_ENDPOINT", "http://g:1");
    }
}
