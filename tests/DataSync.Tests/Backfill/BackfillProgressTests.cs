using Migration.DataSync.Backfill;

namespace Migration.DataSync.Tests.Backfill;

[TestClass]
public sealed class BackfillProgressTests
{
    [TestMethod]
    public void ToString_AQuarterDone_SaysRateAndTimeLeft()
    {
        var progress = new BackfillProgress(250_000, 1_000_000, TimeSpan.FromSeconds(10));

        progress.ToString().Should().Be("250000 of 1000000 listings copied (25.0 %), 25000 a second, 30 s left");
        progress.Remaining.Should().Be(750_000);
    }

    [TestMethod]
    public void ToString_NothingCopiedYet_MakesNothingUp()
        => new BackfillProgress(0, 10, TimeSpan.Zero).ToString().Should().Be("0 of 10 listings copied (0.0 %), 0 a second, time left unknown");

    [TestMethod]
    public void Remaining_MoreCameMeanwhile_IsNotNegative()
        => new BackfillProgress(12, 10, TimeSpan.FromSeconds(1)).TimeLeft.Should().Be(TimeSpan.Zero);
}
