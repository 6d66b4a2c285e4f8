using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Migration.Hosting.ResourceService;

namespace Migration.Hosting.Tests.ResourceService;

[TestClass]
public sealed class SecretTests
{
    private const string Secret = "pass w0rd&1";

    public required TestContext TestContext { get; init; }

    private CancellationToken CancellationToken => TestContext.CancellationToken;

    [TestMethod]
    public async Task Resources_SecretsInEveryPlace_AreNotSent()
    {
        await using var lab = await StartAsync();
        using var response = await lab.Client.GetAsync("/v1/resources", HttpCompletionOption.ResponseHeadersRead, CancellationToken);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(CancellationToken));

        var text = System.Text.RegularExpressions.Regex.Unescape((await reader.ReadLineAsync(CancellationToken))!);

        text.Should().Contain("BY_PARAMETER").And.Contain("outer").And.Contain("Host=db").And.Contain("plain-value");
        text.Should().NotContain(Secret).And.NotContain("ss w0rd").And.NotContain("t0k3n").And.NotContain("inurl").And.NotContain(lab.Key);
    }

    [TestMethod]
    [DataRow("variable", "BY_PARAMETER", Secret)]
    [DataRow("variable", "ACCESS_TOKEN", "t0k3n")]
    [DataRow("variable", "CONNECTION", $"Host=db;Password={Secret}")]
    [DataRow("argument", "1", Secret)]
    public async Task Reveal_OneSecret_GivesItInClear(string kind, string name, string expected)
    {
        await using var lab = await StartAsync();

        var answer = await lab.PostAsync("/v1/reveal", new { resource = "web", kind, name }, CancellationToken);

        answer.Text("value").Should().Be(expected);
    }

    [TestMethod]
    public async Task Reveal_ParameterItself_GivesItInClear()
    {
        await using var lab = await StartAsync();

        (await lab.PostAsync("/v1/reveal", new { resource = "db-password", kind = "property", name = "Value" }, CancellationToken)).Text("value").Should().Be(Secret);
    }

    [TestMethod]
    [DataRow("web", "variable", "NOT_THERE")]
    [DataRow("web", "file", "BY_PARAMETER")]
    [DataRow("wbe", "variable", "BY_PARAMETER")]
    public async Task Reveal_WhatIsNotThere_SaysSo(string resource, string kind, string name)
    {
        await using var lab = await StartAsync();

        (await lab.PostAsync("/v1/reveal", new { resource, kind, name }, CancellationToken)).Text("error").Should().Contain(name);
    }

    [TestMethod]
    [DataRow("PATH", "/usr/bin", "/usr/bin", false)]
    [DataRow("PASSWORD", "", "", false)]
    [DataRow("Auth__DevelopmentTokens", "true", "true", false)]
    [DataRow("PWD", "/work", null, true)]
    [DataRow("MONKEY", "banana", "banana", false)]
    [DataRow("Dashboard__BrowserToken", "abc", null, true)]
    [DataRow("Signing__Key", "abc", null, true)]
    [DataRow("OTEL_EXPORTER_OTLP_HEADERS", "x-otlp-api-key=k", null, true)]
    [DataRow("ConnectionStrings__a", "Host=h;Port=5432;Username=u;Password=p", "Host=h;Port=5432;Username=u;Password=●●●", true)]
    [DataRow("A", "Host=h;Password=\"a;b\"\"c\";Database=d", "Host=h;Password=●●●;Database=d", true)]
    [DataRow("A", "Host=h;Password='a;Host=x';Pooling=false", "Host=h;Password=●●●;Pooling=false", true)]
    [DataRow("A", "Host=h;Passphrase=p;Password=q", "Host=h;Passphrase=●●●;Password=●●●", true)]
    [DataRow("A", "Host=h;Password=\"unclosed", null, true)]
    [DataRow("A", "postgresql://u:p%40w@h:1/d", "postgresql://u:●●●@h:1/d", true)]
    [DataRow("A", "redis://:p@ss@h:1", "redis://:●●●@h:1", true)]
    [DataRow("A", "postgresql://u:p@h/d?sslpassword=x", null, true)]
    [DataRow("", "--password=geheim", null, true)]
    [DataRow("A", "http://localhost:5000/a:b@c", "http://localhost:5000/a:b@c", false)]
    public void Mask_OfAValue_ShowsWhatIsNoSecret(string name, string value, string? shown, bool isSecret)
    {
        var mask = new SecretMask(new DistributedApplicationModel(new ResourceCollection()));

        mask.Apply(name, value, isSensitive: false).Should().Be((shown, isSecret));
    }

    private async Task<ServiceLab> StartAsync()
    {
        var lab = await ServiceLab.StartAsync(
            fake =>
            {
                var password = fake.Builder.AddParameter("db-password", Secret, secret: true);
                fake.Add("web")
                    .WithEnvironment("BY_PARAMETER", password)
                    .WithEnvironment("CONNECTION", ReferenceExpression.Create($"Host=db;Password={password}"))
                    .WithEnvironment("COPIED", $"outer {Secret}")
                    .WithEnvironment("ACCESS_TOKEN", "t0k3n")
                    .WithEnvironment("PLAIN", "plain-value")
                    .WithArgs("outer", password)
                    .WithUrl("http://user:inurl@localhost:1/");
            },
            CancellationToken);
        await lab.WaitAsync("web", CancellationToken);
        return lab;
    }
}
