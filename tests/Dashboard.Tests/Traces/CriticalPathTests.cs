using Migration.Dashboard.Traces;

namespace Migration.Dashboard.Tests.Traces;

[TestClass]
public sealed class CriticalPathTests(TestContext testContext)
{
    private const ulong Zero = 1_700_000_000_000_000_000;

    [TestMethod]
    public async Task Path_OfTwoParallelChildren_IsTheOneThatEndedLast()
    {
        var path = await PathAsync(("root", 1, 0, 0, 100), ("early", 2, 1, 10, 50), ("late", 3, 1, 20, 90));

        path.Should().NotContainKey(Id(2), "nobody waited for the child that ended first");
        path[Id(3)].Should().Equal(Piece(20, 90));
        path[Id(1)].Should().Equal(Piece(90, 100), Piece(0, 20));
    }

    [TestMethod]
    public async Task Path_OfChildrenOneAfterTheOther_HasBoth()
    {
        var path = await PathAsync(("root", 1, 0, 0, 100), ("first", 2, 1, 0, 40), ("second", 3, 1, 40, 100));

        path[Id(2)].Should().Equal(Piece(0, 40));
        path[Id(3)].Should().Equal(Piece(40, 100));
        path.Should().NotContainKey(Id(1), "it did nothing by itself");
    }

    [TestMethod]
    public async Task Path_OfWorkThatOutlivesItsParent_EndsWithTheParent()
    {
        var path = await PathAsync(("root", 1, 0, 0, 100), ("fire and forget", 2, 1, 50, 400));

        path[Id(2)].Should().Equal(Piece(50, 100));
        path[Id(1)].Should().Equal(Piece(0, 50));
    }

    [TestMethod]
    public async Task Path_OfSpansThatAreEachOthersParents_Ends()
    {
        var path = await PathAsync(("a", 1, 2, 0, 100), ("b", 2, 1, 0, 90));

        path.Should().NotBeEmpty();
    }

    [TestMethod]
    public async Task Pieces_OfAnyTrace_CoverTheRequestOnce()
    {
        var path = await PathAsync(
            ("root", 1, 0, 0, 100), ("a", 2, 1, 5, 60), ("b", 3, 1, 30, 80), ("c", 4, 3, 35, 70), ("d", 5, 2, 10, 20), ("e", 6, 1, 85, 95));

        path.Values.SelectMany(pieces => pieces).Sum(piece => (long)(piece.EndUnixNano - piece.StartUnixNano)).Should().Be(100_000_000);
    }

    private static string Id(int id) => $"{id:x16}";

    private static PathPiece Piece(ulong start, ulong end) => new(Zero + (start * 1_000_000), Zero + (end * 1_000_000));

    private async Task<IReadOnlyDictionary<string, IReadOnlyList<PathPiece>>> PathAsync(params (string Name, int Id, int Parent, ulong Start, ulong End)[] spans)
    {
        await using var host = await DashboardHost.StartAsync();
        var json = spans.Select(span => $$"""
            {"traceId":"{{1:x32}}","spanId":"{{Id(span.Id)}}","parentSpanId":"{{(span.Parent == 0 ? string.Empty : Id(span.Parent))}}","name":"{{span.Name}}",
            "startTimeUnixNano":"{{Zero + (span.Start * 1_000_000)}}","endTimeUnixNano":"{{Zero + (span.End * 1_000_000)}}"}
            """);
        await host.SendAsync(string.Join(',', json), testContext.CancellationToken);
        return CriticalPath.Of(host.Store.GetTrace($"{1:x32}")!);
    }
}
