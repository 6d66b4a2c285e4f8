using Migration.DataSync.Tests.Fixture;
using Migration.DataSync.Verification;

namespace Migration.DataSync.Tests.Verification;

[TestClass]
public sealed class IndexVerifierTests : SyncTest
{
    [TestMethod]
    public async Task Verify_IdsBelowOne_AreLookedForLikeAllOthers()
    {
        await Target.ExecuteAsync("insert into c2c_categories (id, name, slug) values (1101, 'x', 'x'); insert into listings (id, user_id, title, price, category_id, slug) select i, 1, 'No document', 1, 1101, 'x' || i from (values (-5), (0), (3)) l (i)");
        await using var databases = Pair();
        using var search = new HttpClient(new SearchOfIds(-9, -1, 7)) { BaseAddress = new Uri("http://search/") };

        var (documents, findings) = await new IndexVerifier(databases, new SearchNode(search), TimeProvider.System).VerifyAsync(TestContext.CancellationToken);

        documents.Should().Be(3);
        findings.Select(finding => $"{finding.Id} {finding.What}").Should().BeEquivalentTo(
            "-9 extra_in_index", "-5 missing_in_index", "-1 extra_in_index", "0 missing_in_index", "3 missing_in_index", "7 extra_in_index");
    }
}
