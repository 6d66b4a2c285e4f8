using System.Diagnostics;
using System.Globalization;

namespace Migration.LoadGenerator.Tests;

[TestClass]
public sealed class MachineWatchTests(TestContext testContext)
{
    private const int StopMilliseconds = 400;

    /// <summary>The whole process is stopped, as a machine is that stands still: none of its threads runs.</summary>
    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public async Task Read_AfterEverythingStoodStill_HasAStallOnEachProcessor()
    {
        using var watch = new MachineWatch();
        var script = string.Create(CultureInfo.InvariantCulture, $"kill -STOP {Environment.ProcessId}; sleep {StopMilliseconds / 1_000.0}; kill -CONT {Environment.ProcessId}");
        using (var stop = Process.Start("sh", ["-c", script]))
        {
            await stop.WaitForExitAsync(testContext.CancellationToken);
        }

        // Whoever slept meanwhile wakes now.
        await WaitAsync(() => watch.Read().Stalls.Count >= Environment.ProcessorCount);
        var record = watch.Read();

        record.IsDisturbed.Should().BeTrue();
        record.Stalls.Should().Contain(stall => stall > StopMilliseconds / 2.0);
        record.ToString().Should().Contain("a processor stood still");
    }

    /// <summary>Threads that want every processor all the time are what a program under test may be: no excuse for it.</summary>
    [TestMethod]
    public async Task Read_WhileEveryProcessorIsBusy_HasNoStallOfThat()
    {
        using var watch = new MachineWatch();
        using var ends = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        var busy = Enumerable.Range(0, Environment.ProcessorCount * 4).Select(_ => new Thread(() => Spin(ends.Token)) { IsBackground = true }).ToList();
        busy.ForEach(thread => thread.Start());
        await Task.Run(() => busy.ForEach(thread => thread.Join()), testContext.CancellationToken);

        // A machine that does stand still in that second may be seen; a busy one would be seen each time a sleeper wakes.
        watch.Read().Stalls.Count.Should().BeLessThan(5);
    }

    [TestMethod]
    [DataRow(0, 0.4, false)]
    [DataRow(1, 0.0, true)]
    [DataRow(0, 5.0, true)]
    public void IsDisturbed_ByStallsOrByStolenTime(int stalls, double stolen, bool expected)
        => new MachineRecord { Stalls = [.. Enumerable.Repeat(120.0, stalls)], StolenShare = stolen }.IsDisturbed.Should().Be(expected);

    private static void Spin(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            Thread.SpinWait(1_000);
        }
    }

    private async Task WaitAsync(Func<bool> isSo)
    {
        while (!isSo())
        {
            await Task.Delay(10, testContext.CancellationToken);
        }
    }
}
