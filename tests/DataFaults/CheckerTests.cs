using Migration.DataFaults.Suite.History;

namespace Migration.DataFaults.Suite;

/// <summary>The judge is judged: told another history than the one that was written, it must name what would then be wrong, on both sides.</summary>
[TestClass]
public sealed class CheckerTests(TestContext testContext) : FaultTest(testContext)
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(1.5);

    [TestMethod]
    public async Task Find_LostStaleDoubledAndResurrected_NamesEachOnBothSides()
    {
        await using var workload = await WriteAsync();
        await Task.Delay(Length, TimeProvider.System, CancellationToken);
        await ShouldHoldAsync(workload);
        var alive = workload.Keys.Where(key => !key.IsInDoubt && key.State.Title is not null).Take(3).ToList();
        var deleted = workload.Keys.First(key => !key.IsInDoubt && key.State.Title is null);
        var (stale, doubled, resurrected) = (alive[0], alive[1], alive[2]);
        List<string> expected =
        [
            .. Expected(deleted, deleted.State, new KeyState("written, and not there", 1)),
            .. Expected(stale, stale.State, new KeyState("written later", stale.State.Views + 1)),
            .. Expected(doubled, doubled.State, doubled.State with { Views = doubled.State.Views - 1 }),
            .. Expected(resurrected, resurrected.State, new KeyState(null, 0)),
        ];

        var violations = await HistoryChecker.FindAsync(workload, Monolith, Microservice, CancellationToken);

        violations.Should().BeEquivalentTo(expected);
    }

    [TestMethod]
    public async Task Find_ContestedListingThatDiffersOrLostAWriteUnrecorded_NamesIt()
    {
        await using var workload = await WriteAsync();
        await Task.Delay(Length, TimeProvider.System, CancellationToken);
        await ShouldHoldAsync(workload);
        var id = workload.ContestedWrites.First(write => write.IsAcknowledged).Id;
        var title = await Microservice.ReadAsync<string>($"select title::text from listings where id = {id}", CancellationToken);

        await SayQuietlyAsync(Microservice, id, "Said by nobody");
        var differing = await HistoryChecker.FindAsync(workload, Monolith, Microservice, CancellationToken);
        await SayQuietlyAsync(Monolith, id, "Said by nobody");
        var unrecorded = await HistoryChecker.FindAsync(workload, Monolith, Microservice, CancellationToken);
        await SayQuietlyAsync(Monolith, id, title);
        await SayQuietlyAsync(Microservice, id, title);

        differing.Should().ContainSingle().Which.Should().Be($"{id} is '{title}' in svetubd and 'Said by nobody' in listings");
        unrecorded.Should().ContainSingle().Which.Should().StartWith($"{id}: lost without a record: ").And.EndWith(title);
        await ShouldBeEqualAsync();
    }

    /// <summary>From now on the key's history says something else; gives what has to be found.</summary>
    private IEnumerable<string> Expected(KeyHistory key, KeyState found, KeyState told)
    {
        var state = found.ToString();
        key.Acknowledged(told);
        return new[] { Monolith, Microservice }.Select(side => $"{key.Id} in {side.Name}: acknowledged '{told}', found '{state}'");
    }

    /// <summary>Past every trigger, and marked as written by DataSync, so that it stays on that side.</summary>
    private async Task SayQuietlyAsync(Side side, long id, string title) => await side.ExecuteAsync(
        $"""
        select pg_replication_origin_create('datasync_checker') where pg_replication_origin_oid('datasync_checker') is null;
        select pg_replication_origin_session_setup('datasync_checker');
        begin; set local session_replication_role = replica; update {side.Table} set title = '{title}' where id = {id}; commit;
        select pg_replication_origin_session_reset()
        """,
        CancellationToken);
}
