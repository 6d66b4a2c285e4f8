using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Migration.Hosting.Tests.Model;

[TestClass]
public sealed class ParameterTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow("--Parameters:mail-key=v")]
    [DataRow("--Parameters:mail_key=v")]
    [DataRow("--parameters:MAIL-KEY=v")]
    public async Task AddParameter_Configured_HasThatValue(string setting)
    {
        using var lab = new ModelLab();

        (await ValueAsync(lab.CreateBuilder(setting).AddParameter("mail-key"))).Should().Be("v");
    }

    [TestMethod]
    public async Task AddParameter_Missing_NamesParameterSettingAndCure()
    {
        using var lab = new ModelLab();
        var parameter = lab.CreateBuilder().AddParameter("mail-key", secret: true);

        await FluentActions.Awaiting(() => ValueAsync(parameter)).Should().ThrowAsync<MissingParameterValueException>()
            .WithMessage("*'mail-key'*'Parameters:mail-key'*Parameters__mail_key*--Parameters:mail-key=VALUE*dotnet user-secrets set*");
        parameter.Resource.Secret.Should().BeTrue();
    }

    [TestMethod]
    public async Task AddParameter_GivenValue_IsNotOverridden()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder("--Parameters:a=other", "--Parameters:b=other");

        (await ValueAsync(builder.AddParameter("a", "here"))).Should().Be("here");
        (await ValueAsync(builder.AddParameter("b", () => "made"))).Should().Be("made");
    }

    [TestMethod]
    public void AddParameter_PublishedSecret_IsRefused()
    {
        using var lab = new ModelLab();

        FluentActions.Invoking(() => lab.CreateBuilder().AddParameter("a", "v", publishValueAsDefault: true, secret: true)).Should()
            .Throw<ArgumentException>().WithParameterName("secret");
    }

    [TestMethod]
    public async Task AddParameter_Default_IsUsedOnlyWhenNotConfiguredAndOnlyMadeOnce()
    {
        using var lab = new ModelLab();
        var configured = lab.CreateBuilder("--Parameters:pw=set").AddParameter("pw", new GenerateParameterDefault());
        var generated = lab.CreateBuilder().AddParameter("pw", new GenerateParameterDefault());

        (await ValueAsync(configured)).Should().Be("set");
        var first = await ValueAsync(generated);
        first.Should().HaveLength(22);
        (await ValueAsync(generated)).Should().Be(first);
    }

    [TestMethod]
    public async Task AddParameterFromConfiguration_ReadsItsKey()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder("--Mail:Key=v");

        (await ValueAsync(builder.AddParameterFromConfiguration("key", "Mail:Key"))).Should().Be("v");
        await FluentActions.Awaiting(() => ValueAsync(builder.AddParameterFromConfiguration("none", "Mail:None"))).Should()
            .ThrowAsync<MissingParameterValueException>().WithMessage("*'Mail:None'*");
    }

    [TestMethod]
    public void Expressions_TellParameterFromConnectionString()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder();

        builder.AddParameter("user").Resource.ValueExpression.Should().Be("{user.value}");
        ((IManifestExpressionProvider)builder.AddConnectionString("db").Resource).ValueExpression.Should().Be("{db.connectionString}");
    }

    [TestMethod]
    public void WithDescription_IsKept()
    {
        using var lab = new ModelLab();
        var parameter = lab.CreateBuilder().AddParameter("user").WithDescription("*who*", enableMarkdown: true).Resource;

        parameter.Description.Should().Be("*who*");
        parameter.EnableDescriptionMarkdown.Should().BeTrue();
    }

    private async Task<string?> ValueAsync(IResourceBuilder<ParameterResource> parameter) =>
        await parameter.Resource.GetValueAsync(TestContext.CancellationToken);
}
