using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Migration.Dashboard.Migrating.Sources;

namespace Migration.Dashboard.Tests.Migrating;

[TestClass]
public sealed class PollTests(TestContext testContext)
{
    private readonly FakeTimeProvider _time = new();

    private CancellationToken Cancellation => testContext.CancellationToken;

    [TestMethod]
    public async Task Run_SourceThatFailsLater_KeepsTheLastValueAndSaysWhy()
    {
        var attempts = 0;
        var poll = new Poll<string>(_ => ++attempts == 1 ? Task.FromResult("value") : throw new SourceException("gone"), TimeSpan.FromSeconds(1), _time);

        var readings = await RunAsync(poll, 2);

        readings[0].Should().Be(new Reading<string>("value", _time.Start, null));
        readings[1].Should().Be(new Reading<string>("value", _time.Start, "gone"));
    }

    [TestMethod]
    public async Task Run_SourceThatComesBack_ForgetsTheProblem()
    {
        var attempts = 0;
        var poll = new Poll<string>(_ => ++attempts == 2 ? Task.FromResult("value") : throw new SourceException("gone"), TimeSpan.FromSeconds(1), _time);

        var readings = await RunAsync(poll, 2);

        readings[0].Should().Be(new Reading<string>(null, null, "gone"));
        readings[1].Problem.Should().BeNull();
    }

    [TestMethod]
    [DataRow(1, 0, "1")]
    [DataRow(1, 1, "2")]
    [DataRow(1, 3, "8")]
    [DataRow(1, 50, "15")]
    [DataRow(30, 1, "30")]
    public void Pause_AfterFailures_GrowsToItsLimit(int every, int failures, string expected)
        => new Poll<string>(_ => Task.FromResult("value"), TimeSpan.FromSeconds(every), _time).Pause(failures)
            .TotalSeconds.ToString(CultureInfo.InvariantCulture).Should().Be(expected);

    /// <summary>Each reading is followed by a kick: nothing waits for the clock.</summary>
    private async Task<List<Reading<string>>> RunAsync(Poll<string> poll, int count)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var readings = new List<Reading<string>>();
        var run = poll.RunAsync(
            () =>
            {
                readings.Add(poll.Last);
                if (readings.Count == count)
                {
                    enough.Cancel();
                }

                poll.Kick();
            },
            enough.Token);
        await run.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        return readings;
    }
}
