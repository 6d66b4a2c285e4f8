using System.Text;
using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Publishing;

namespace Migration.Hosting.Tests.Model;

[TestClass]
public sealed class GenerateParameterDefaultTests
{
    [TestMethod]
    public void GetDefaultValue_ByDefault_Is22CharactersOfTheFourAlphabets()
    {
        var values = Enumerable.Range(0, 200).Select(_ => new GenerateParameterDefault().GetDefaultValue()).ToArray();

        values.Should().OnlyHaveUniqueItems().And.AllSatisfy(value => value.Should().HaveLength(22));
        var used = values.SelectMany(value => value).ToHashSet();
        used.Should().BeEquivalentTo("abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ0123456789-_.{}~()*+!".ToCharArray());
    }

    [TestMethod]
    public void GetDefaultValue_Minima_AreKept()
    {
        var rules = new GenerateParameterDefault { MinLength = 3, MinLower = 2, MinUpper = 3, MinNumeric = 4, MinSpecial = 5 };

        var value = rules.GetDefaultValue();

        value.Should().HaveLength(14, "the minima ask for more than the length");
        value.Count(char.IsAsciiLetterLower).Should().Be(2);
        value.Count(char.IsAsciiLetterUpper).Should().Be(3);
        value.Count(char.IsAsciiDigit).Should().Be(4);
    }

    [TestMethod]
    public void GetDefaultValue_OnlyDigits_HasNothingElse() =>
        new GenerateParameterDefault { Lower = false, Upper = false, Special = false }.GetDefaultValue().Should().MatchRegex("^[0-9]{22}$");

    [TestMethod]
    public void GetDefaultValue_ImpossibleRules_AreNamed()
    {
        FluentActions.Invoking(() => new GenerateParameterDefault { Lower = false, MinLower = 1 }.GetDefaultValue()).Should()
            .Throw<InvalidOperationException>().WithMessage("*MinLower*");
        FluentActions.Invoking(() => new GenerateParameterDefault { Lower = false, Upper = false, Numeric = false, Special = false }.GetDefaultValue())
            .Should().Throw<InvalidOperationException>().WithMessage("*Lower, Upper, Numeric and Special*");
        FluentActions.Invoking(() => new GenerateParameterDefault { MinLength = 0 }).Should().Throw<ArgumentOutOfRangeException>();
    }

    [TestMethod]
    public void WriteToManifest_WritesWhatDiffers()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            var context = new ManifestPublishingContext(
                new DistributedApplicationExecutionContext(DistributedApplicationOperation.Publish), "manifest.json", writer);
            new GenerateParameterDefault { Special = false, MinUpper = 2 }.WriteToManifest(context);
            writer.WriteEndObject();
        }

        Encoding.UTF8.GetString(stream.ToArray()).Should().Be("""{"generate":{"minLength":22,"special":false,"minUpper":2}}""");
    }
}
