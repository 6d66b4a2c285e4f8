using Aspire.Hosting.ApplicationModel;

namespace Migration.Hosting.Tests.Model;

[TestClass]
public sealed class ReferenceExpressionTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task Create_LiteralAndReferences_KeepsBothForms()
    {
        var user = Parameter("user", "ann");
        var expression = ReferenceExpression.Create($"User={user};Mode={"fast"}");

        expression.Format.Should().Be("User={0};Mode=fast");
        expression.ValueExpression.Should().Be("User={user.value};Mode=fast");
        expression.ManifestExpressions.Should().Equal("{user.value}");
        expression.ValueProviders.Should().ContainSingle().Which.Should().BeSameAs(user);
        (await expression.GetValueAsync(TestContext.CancellationToken)).Should().Be("User=ann;Mode=fast");
    }

    [TestMethod]
    [DataRow("a{b}c", "a{b}c")]
    [DataRow("{{twice}}", "{{twice}}")]
    public async Task Create_TextWithBraces_GivesThemBack(string text, string expected)
    {
        var expression = ReferenceExpression.Create($"{text}-{Parameter("p", "{v}")}");

        (await expression.GetValueAsync(TestContext.CancellationToken)).Should().Be($"{expected}-{{v}}");
    }

    [TestMethod]
    [DataRow("{json}", "{json}")]
    [DataRow("{{json}}", "{json}")]
    public async Task AppendLiteral_Braces_AreNoPlaceholders(string literal, string expected)
    {
        var builder = new ReferenceExpressionBuilder();
        builder.AppendLiteral(literal);

        (await builder.Build().GetValueAsync(TestContext.CancellationToken)).Should().Be(expected);
    }

    [TestMethod]
    public async Task Create_UriFormat_EscapesTextsAndReferences()
    {
        var password = Parameter("pw", "a/b c");
        var expression = ReferenceExpression.Create($"{"x y":uri}:{password:uri}");

        (await expression.GetValueAsync(TestContext.CancellationToken)).Should().Be("x%20y:a%2Fb%20c");
        expression.StringFormats.Should().Equal("uri");
    }

    [TestMethod]
    public void Create_UnknownFormat_NamesIt()
    {
        var act = () => ReferenceExpression.Create($"{Parameter("p", "v"):hex}");

        act.Should().Throw<FormatException>().WithMessage("*'hex'*");
    }

    [TestMethod]
    public async Task GetValueAsync_WithoutParts_IsNull()
    {
        (await ReferenceExpression.Empty.GetValueAsync(TestContext.CancellationToken)).Should().BeNull();
        (await ReferenceExpression.Create($"{(string?)null}").GetValueAsync(TestContext.CancellationToken)).Should().BeNull();
    }

    [TestMethod]
    public async Task Create_NestedExpression_IsAPart()
    {
        var inner = ReferenceExpression.Create($"http://{Parameter("host", "h")}");

        var outer = ReferenceExpression.Create($"{inner}/path");

        (await outer.GetValueAsync(TestContext.CancellationToken)).Should().Be("http://h/path");
        outer.ValueExpression.Should().Be("http://{host.value}/path");
    }

    [TestMethod]
    [DataRow("TRUE", "on")]
    [DataRow("false", "off")]
    [DataRow("other", "off")]
    public async Task CreateConditional_ByValue_ChoosesWithoutRegardToCase(string value, string expected)
    {
        var choice = ReferenceExpression.CreateConditional(
            Parameter("flag", value), "True", ReferenceExpression.Create($"on"), ReferenceExpression.Create($"off"));

        choice.IsConditional.Should().BeTrue();
        (await choice.GetValueAsync(TestContext.CancellationToken)).Should().Be(expected);
        choice.ValueExpression.Should().MatchRegex(@"^\{cond-flag-value-[0-9a-f]{8}\.connectionString\}$");
    }

    [TestMethod]
    public async Task Builder_AppendsInSteps_BuildsOneExpression()
    {
        var builder = new ReferenceExpressionBuilder();
        builder.IsEmpty.Should().BeTrue();
        builder.Append($"a={Parameter("a", "1")}");
        builder.AppendLiteral(";b=");
        builder.AppendFormatted(Parameter("b", "2"));
        builder.AppendValueProvider(Parameter("c", "x y"), "uri");

        (await builder.Build().GetValueAsync(TestContext.CancellationToken)).Should().Be("a=1;b=2x%20y");
    }

    [TestMethod]
    public void Builder_ValueThatIsNone_SaysWhatItMustBe()
    {
        var act = () => new ReferenceExpressionBuilder().AppendValueProvider(new object());

        act.Should().Throw<ArgumentException>().WithMessage("*IValueProvider*").WithParameterName("valueProvider");
    }

    [TestMethod]
    public void References_OfAChoice_AreConditionAndBothTexts()
    {
        var condition = Parameter("flag", "x");
        var one = Parameter("one", "1");
        var two = Parameter("two", "2");
        IValueWithReferences choice = ReferenceExpression.CreateConditional(
            condition, "x", ReferenceExpression.Create($"{one}"), ReferenceExpression.Create($"{two}"));

        choice.References.Should().Equal(condition, one, two);
    }

    private static ParameterResource Parameter(string name, string value) => new(name, _ => value);
}
