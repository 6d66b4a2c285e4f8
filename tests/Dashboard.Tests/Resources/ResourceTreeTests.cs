using Migration.Dashboard.Resources;

namespace Migration.Dashboard.Tests.Resources;

[TestClass]
public sealed class ResourceTreeTests
{
    private static readonly HashSet<string> Nothing = new(StringComparer.Ordinal);

    private static readonly ResourceInfo[] Resources =
    [
        Create("listings-db", parent: "listings-postgres"), Create("monolith"), Create("listings-postgres"), Create("index", parent: "listings-db"), Create("lost", parent: "nowhere"),
    ];

    [TestMethod]
    public void Build_PartsBeforeTheirParents_AreBelowThem() =>
        Show(ResourceTree.Build(Resources, _ => true, Nothing)).Should().Equal("monolith", "listings-postgres", "  listings-db", "    index", "lost");

    [TestMethod]
    public void Build_Filtered_ShowsTheParentsOfWhatMatches() =>
        Show(ResourceTree.Build(Resources, resource => resource.Name == "index", Nothing)).Should().Equal("listings-postgres", "  listings-db", "    index");

    [TestMethod]
    public void Build_Folded_LeavesThePartsOut()
    {
        var rows = ResourceTree.Build(Resources, _ => true, new HashSet<string>(StringComparer.Ordinal) { "listings-postgres" });

        Show(rows).Should().Equal("monolith", "listings-postgres", "lost");
        rows[1].Should().Match<ResourceTreeRow>(row => row.HasParts && row.IsFolded);
    }

    [TestMethod]
    public void Build_PartsOfEachOther_AreShownAllTheSame() =>
        Show(ResourceTree.Build([Create("a", parent: "b"), Create("b", parent: "a"), Create("c", parent: "c")], _ => true, Nothing))
            .Should().BeEquivalentTo("a", "b", "c");

    private static IEnumerable<string> Show(IEnumerable<ResourceTreeRow> rows) => rows.Select(row => new string(' ', row.Level * 2) + row.Resource.Name);

    private static ResourceInfo Create(string name, string? parent = null) => new() { Id = $"{name}-1", Name = name, DisplayName = name, Parent = parent };
}
