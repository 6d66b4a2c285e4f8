using System.Globalization;
using Migration.TestSupport.Measuring;
using Migration.Verdict.Commands;
using Migration.Verdict.Model;
using Migration.Verdict.Watching;

namespace Migration.Verdict.Tests.Watching;

[TestClass]
public sealed class WatchTests(TestContext testContext) : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Duration = TimeSpan.FromMinutes(15);

    private readonly JumpingTime _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly ScriptedProbe _probe = new();
    private readonly StringWriter _output = new(CultureInfo.InvariantCulture);
    private readonly string _folder = Directory.CreateTempSubdirectory("watch-").FullName;

    public void Dispose()
    {
        _output.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [TestMethod]
    public async Task Watch_NothingWrong_IsGo()
    {
        var outcome = await WatchAsync();

        outcome.Should().Be(Outcome.Go);
        _probe.Requests.Should().Be(9_000, "10 a second for 15 minutes");
        _output.ToString().Should().EndWith("GO" + System.Environment.NewLine);
        (await File.ReadAllTextAsync(Path.Combine(_folder, "watch-20260101-000000.md"), testContext.CancellationToken)).Should().StartWith("## GO").And.Contain("| 2026-01-01 00:10:00 |");
    }

    [TestMethod]
    public async Task Watch_ErrorsInOneWindow_IsNoGo()
    {
        _probe.FailAfter = 3_000;
        _probe.FailUntil = 3_010;

        (await WatchAsync()).Should().Be(Outcome.NoGo);
        _output.ToString().Should().Contain("1 of 3 windows, the worst from 2026-01-01 00:05:00 UTC").And.Contain("503");
    }

    [TestMethod]
    public async Task Watch_TooShort_IsInconclusive()
    {
        (await WatchAsync(TimeSpan.FromMinutes(2))).Should().Be(Outcome.Inconclusive);
        _output.ToString().Should().Contain("it takes 3,000 to say anything");
    }

    [TestMethod]
    public async Task Watch_BreakerOpensAndDataDrifts_IsGoWithFindings()
    {
        _probe.States.Enqueue(new StateSample([], 0, 0));
        _probe.States.Enqueue(new StateSample(["GetListing"], 2, 0));
        _probe.States.Enqueue(new StateSample(["GetListing"], 0, 0));

        (await WatchAsync()).Should().Be(Outcome.GoWithFindings);
        _output.ToString().Should().Contain("breaker openings 1, inconsistencies 2").And.NotContain("breaker openings 2");
    }

    [TestMethod]
    public async Task Watch_NobodySeesDataSync_SaysSoAndIsGo()
    {
        _probe.Usual = new StateSample([], null, null);

        (await WatchAsync()).Should().Be(Outcome.Go);
        _output.ToString().Should().Contain($"{CheckState.NotRun.ToWord(),-12} Inconsistencies").And.Contain("It cannot be seen from here.");
    }

    [TestMethod]
    public async Task Watch_StartedAgain_GoesOnAndCountsTheGap()
    {
        using var ends = new CancellationTokenSource();
        _probe.EndAt = 4_000;
        _probe.End = ends.Cancel;
        (await WatchUntilAsync(ends.Token)).Should().Be(Outcome.Inconclusive, "a third of the time was watched");
        await File.AppendAllTextAsync(Path.Combine(_folder, "watch.jsonl"), "{\"start\":\"20", testContext.CancellationToken);

        _time.Advance(TimeSpan.FromMinutes(1));
        _probe.EndAt = null;
        var outcome = await WatchAsync();

        outcome.Should().Be(Outcome.Inconclusive, "nobody knows what was meanwhile");
        _output.ToString().Should().Contain("going on after 1 windows").And.Contain("Share of the time that was watched");
        Directory.GetFiles(_folder).Select(Path.GetFileName).Should().BeEquivalentTo(["watch-20260101-000000.jsonl", "watch-20260101-000000.md"], "the next watch begins anew");
    }

    [TestMethod]
    public void Journal_OfAnotherTarget_IsRefused()
    {
        WatchJournal.Open(_folder, new WatchHeader("here", Duration, default));

        var open = () => WatchJournal.Open(_folder, new WatchHeader("there", Duration, default));

        open.Should().Throw<NoVerdictException>().WithMessage("*is of a watch of here*not of there*");
    }

    [TestMethod]
    [DataRow("90s", 90)]
    [DataRow("10m", 600)]
    [DataRow("1.5h", 5_400)]
    [DataRow("2d", 172_800)]
    public void ReadTime_NumberAndUnit_IsThatTime(string text, int seconds) => WatchCommand.ReadTime("--duration", text).TotalSeconds.Should().Be(seconds);

    [TestMethod]
    [DataRow("")]
    [DataRow("10")]
    [DataRow("-1h")]
    [DataRow("0s")]
    [DataRow("soon")]
    public void ReadTime_AnythingElse_IsRefused(string text)
    {
        var read = () => WatchCommand.ReadTime("--duration", text);

        read.Should().Throw<NoVerdictException>().WithMessage($"--duration is '{text}'*24h*");
    }

    private Task<Outcome> WatchAsync(TimeSpan? duration = null) => WatchUntilAsync(testContext.CancellationToken, duration);

    private Task<Outcome> WatchUntilAsync(CancellationToken cancellationToken, TimeSpan? duration = null)
    {
        var options = new WatchOptions { Target = "here", Duration = duration ?? Duration, Window = Window, Folder = _folder };
        return new Watch(_probe, options, _time, new WatchScreen(_output, isTerminal: false)).RunAsync(cancellationToken);
    }

    private sealed class ScriptedProbe : IWatchProbe
    {
        private int _requests;

        public int Requests => _requests;

        public int FailAfter { get; set; } = int.MaxValue;

        public int FailUntil { get; set; } = int.MaxValue;

        public int? EndAt { get; set; }

        public Action? End { get; set; }

        public StateSample Usual { get; set; } = new([], 0, 0);

        public Queue<StateSample> States { get; } = new();

        public Task<RequestSample> RequestAsync(CancellationToken cancellationToken)
        {
            _requests++;
            if (_requests == EndAt)
            {
                End!();
            }

            return Task.FromResult(new RequestSample(5, _requests > FailAfter && _requests <= FailUntil ? "503" : null));
        }

        public Task<StateSample> LookAsync(CancellationToken cancellationToken) => Task.FromResult(States.Count > 0 ? States.Dequeue() : Usual);
    }
}
