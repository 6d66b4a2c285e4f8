using System.Reflection;
using System.Text.RegularExpressions;
using Migration.DataSync.Mapping;
using Migration.DataSync.Mapping.Back;
using Migration.DataSync.Tests.Mapping.Back;

namespace Migration.DataSync.Tests.Mapping;

/// <summary>Every rule of the mapping has a test of its own: a rule that is added without one is found here.</summary>
[TestClass]
public sealed partial class RuleTests
{
    private static readonly Type[] Forward = [typeof(ListingMappingTests), typeof(CategoryMappingTests), typeof(ImageMappingTests), typeof(QuarantineTests)];
    private static readonly Type[] Back = [typeof(BackMappingTests)];

    [TestMethod]
    public void Rules_OfTheWayForward_EachHaveATest()
        => WithoutATest([CategoryMapping.Table, ListingMapping.Table, ImageMapping.Table], Forward).Should().BeEmpty();

    [TestMethod]
    public void Rules_OfTheWayBack_EachHaveATest()
        => WithoutATest([ListingBackMapping.Table, ImageBackMapping.Table, AttributeBackMapping.Table, LocationBackMapping.Table], Back).Should().BeEmpty();

    private static IEnumerable<string> WithoutATest(IEnumerable<TableMapping> mappings, IEnumerable<Type> tests)
    {
        var rows = tests.SelectMany(test => test.GetMethods()).SelectMany(method => method.GetCustomAttributes<DataRowAttribute>().Select(row => (method.Name, Words: WordsOf(row)))).ToList();
        foreach (var mapping in mappings)
        {
            foreach (var rule in mapping.Targets.SelectMany(target => target.Rules.Select(rule => (target.Name, rule.Target))).Distinct().Where(rule => !rows.Any(row => row.Words.Contains(rule.Target))))
            {
                yield return $"{mapping.Source} -> {rule.Name}.{rule.Target}";
            }

            foreach (var refusal in mapping.Refusals.Where(refusal => !rows.Any(row => row.Words.Contains(refusal.Reason))))
            {
                yield return $"{mapping.Source}: {refusal.Reason}";
            }
        }
    }

    private static HashSet<string> WordsOf(DataRowAttribute row)
        => [.. row.Data.OfType<string>().SelectMany(text => Word().Matches(text).Select(match => match.Value))];

    [GeneratedRegex("[a-z_0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
