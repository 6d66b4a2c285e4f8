using AwesomeAssertions.Execution;
using Migration.Dashboard.Migrating.Routing;
using Migration.Dashboard.Migrating.Words;

namespace Migration.Dashboard.Tests.Migrating;

[TestClass]
public sealed class WordsTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 29, 10, 4, 0, TimeSpan.Zero);

    [TestMethod]
    [DataRow(true, 10.5, 3, 0, "10.5 % of users go to the microservice", "3 canaries; not killed")]
    [DataRow(true, 0, 1, 0, "Only canaries go to the microservice", "1 canary; not killed")]
    [DataRow(true, 0, 0, 2, "Everybody goes to the monolith", "0 canaries; 2 denied; not killed")]
    [DataRow(true, 100, 0, 0, "Everybody goes to the microservice", "0 canaries; not killed")]
    [DataRow(true, 100, 0, 1, "100 % of users go to the microservice", "0 canaries; 1 denied; not killed")]
    [DataRow(false, 10, 3, 0, "Killed: everybody goes to the monolith", "10 % is what it would be; 3 canaries; killed")]
    public void State_IsSaidAsAPersonWould(bool enabled, double percent, int canaries, int denied, string headline, string details)
    {
        var flag = Flag(enabled, (decimal)percent, canaries, denied);

        StateInWords.Headline(flag).Should().Be(headline);
        StateInWords.Details(flag).Should().Be(details);
        StateInWords.Version(flag, s_now).Should().Be("version 7 by admin@example.test, 4 min ago: first step");
    }

    [TestMethod]
    public void State_OfWhatNobodyHasSwitchedOnYet_IsNotCalledKilled()
    {
        var flag = Flag(false, 10, 3, 0) with { HasBeenEnabled = false };
        using var all = new AssertionScope();

        StateInWords.Headline(flag).Should().Be("Not started: everybody goes to the monolith");
        StateInWords.Details(flag).Should().Be("10 % is what it would be; 3 canaries; not started");
        ChangeInWords.Of(null, flag).Should().Be("not started, 10 %");
        ChangeInWords.Of(flag, flag with { RolloutPercent = 20 }).Should().Be("10 % → 20 %");
        ChangeInWords.Of(flag, Flag(true, 10, 3, 0)).Should().Be("started");
        WhyInWords.Of(new Explanation { Version = 7, UserId = 42, Arm = "", Reason = "kill_switch", Bucket = 4211 }, flag)
            .Should().Be("because the rollout is not started: until it is, nobody goes to the microservice.");
    }

    [TestMethod]
    [DataRow(15, 0, "15 users would move to the microservice; nobody would move back. Of 100 known users 10 are there now, 25 would be.")]
    [DataRow(0, 1, "1 user would move back to the monolith; nobody would move to the microservice. Of 100 known users 10 are there now, 25 would be.")]
    [DataRow(2, 3, "2 users would move to the microservice and 3 back to the monolith. Of 100 known users 10 are there now, 25 would be.")]
    [DataRow(0, 0, "Nobody of 100 known users would move.")]
    public void DryRun_SaysWhoWouldMoveWhere(int there, int back, string expected)
        => StateInWords.DryRun(new DryRun(100, there, back, 10, 25, 7)).Should().Be(expected);

    [TestMethod]
    [DataRow("kill_switch", "because the kill switch is on: it outranks everything.")]
    [DataRow("percentage", "because bucket 4,211 of 100,000 lies below 10,000, which is 10 %.")]
    [DataRow("default_monolith", "because nothing sends the user elsewhere: bucket 4,211 of 100,000 lies at or above 10,000, which is 10 %.")]
    [DataRow("key_claimed", "because of key_claimed.")]
    public void Why_IsSaidInWords(string reason, string expected)
        => WhyInWords.Of(new Explanation { Version = 7, UserId = 42, Arm = "", Reason = reason, Bucket = 4211 }, Flag(true, 10, 0, 0)).Should().Be(expected);

    [TestMethod]
    public void Change_NamesWhatIsOtherThanBefore()
    {
        var before = Flag(true, 5, 2, 0);
        var after = Flag(false, 10, 3, 1) with { Seed = "2", ShadowPercent = 1, Endpoint = "http://other" };

        ChangeInWords.Of(before, after).Should().Be("killed; 5 % → 10 %; canaries +1; deny list +1; seed 1 → 2; shadow reads 0 % → 1 %; address by discovery → http://other");
        ChangeInWords.Of(after, before).Should().StartWith("kill switch lifted; 10 % → 5 %; canaries −1; deny list −1");
        ChangeInWords.Of(before, before with { Version = 8 }).Should().Be("nothing that shows");
        ChangeInWords.Of(null, after).Should().Be("killed, 10 %");
    }

    [TestMethod]
    public void Change_OfExperiments_NamesEach()
    {
        var none = Flag(true, 5, 0, 0);
        var one = none with { Experiments = [new Experiment("layout", "1", [new ExperimentVariant("a", 1, null), new ExperimentVariant("b", 1, null)])] };
        var other = none with { Experiments = [new Experiment("layout", "1", [new ExperimentVariant("a", 1, null), new ExperimentVariant("b", 3, null)]), new Experiment("price", "1", [])] };

        ChangeInWords.Of(none, one).Should().Be("experiment layout added");
        ChangeInWords.Of(one, other).Should().Be("experiment layout changed; experiment price added");
        ChangeInWords.Of(other, none).Should().Be("experiment layout ended; experiment price ended");
        ChangeInWords.Of(one, one with { Version = 8 }).Should().Be("nothing that shows");
    }

    [TestMethod]
    [DataRow(0, "just now")]
    [DataRow(12, "12 s ago")]
    [DataRow(240, "4 min ago")]
    [DataRow(7200, "2 h ago")]
    [DataRow(172_800, "2 days ago")]
    public void Ago_IsAsFineAsItMatters(int seconds, string expected) => Say.Ago(s_now.AddSeconds(-seconds), s_now).Should().Be(expected);

    [TestMethod]
    [DataRow(-1L, "not known")]
    [DataRow(512L, "512 B")]
    [DataRow(2048L, "2 KiB")]
    [DataRow(5_242_880L, "5 MiB")]
    [DataRow(1_610_612_736L, "1.5 GiB")]
    public void Bytes_HaveTheirUnit(long bytes, string expected) => Say.Bytes(bytes).Should().Be(expected);

    private static RoutingFlag Flag(bool enabled, decimal percent, int canaries, int denied) => new()
    {
        Enabled = enabled,
        RolloutPercent = percent,
        CanaryUserIds = [.. Enumerable.Range(1, canaries).Select(id => (long)id)],
        DenyUserIds = [.. Enumerable.Range(1, denied).Select(id => (long)id)],
        Seed = "1",
        Version = 7,
        UpdatedAt = s_now.AddMinutes(-4),
        UpdatedBy = "admin@example.test",
        Reason = "first step",
    };
}
