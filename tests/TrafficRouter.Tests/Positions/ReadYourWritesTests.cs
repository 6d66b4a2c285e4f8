using Microsoft.Extensions.Logging.Testing;
using Migration.TrafficRouter.Decisions;
using Migration.TrafficRouter.Positions;
using Migration.TrafficRouter.Tests.Fixture;

namespace Migration.TrafficRouter.Tests.Positions;

[TestClass]
public sealed class ReadYourWritesTests
{
    private static readonly RoutingSubject User = RoutingSubject.User(42);

    private readonly StepClock _time = new();
    private readonly Progress _progress = new();
    private readonly FakeLogger<ReadYourWrites> _log = new();
    private readonly ReadYourWrites _positions;

    public ReadYourWritesTests() => _positions = new ReadYourWrites(_progress, new TrafficRouterOptions(), _time, _log);

    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task Reads_StayUntilTheOtherSideHasApplied()
    {
        var cookie = (await NoteAsync()).ToString();
        cookie.Should().Be("1.monolith.42.946684800000.0/10");

        _progress.HasApplied = false;
        (await PinAsync(cookie)).Should().Be(Side.Monolith);
        _time.Advance(TimeSpan.FromSeconds(59));
        (await PinAsync(cookie)).Should().Be(Side.Monolith, "it lags");
        _progress.HasApplied = true;
        (await PinAsync(cookie)).Should().BeNull();
    }

    [TestMethod]
    public async Task Reads_WhereNobodyKnows_StayForTheWindow()
    {
        var cookie = (await NoteAsync()).ToString();
        _progress.HasApplied = null;

        _time.Advance(TimeSpan.FromSeconds(5));
        (await PinAsync(cookie)).Should().Be(Side.Monolith);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        (await PinAsync(cookie)).Should().BeNull();
    }

    [TestMethod]
    public async Task Reads_StayNoLongerThanAMinute()
    {
        var cookie = (await NoteAsync()).ToString();
        _progress.HasApplied = false;

        _time.Advance(TimeSpan.FromSeconds(60));
        (await PinAsync(cookie)).Should().Be(Side.Monolith);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        (await PinAsync(cookie)).Should().BeNull();
    }

    [TestMethod]
    public async Task Reads_OfSomebodyElseOrNobody_AreFree()
    {
        var cookie = (await NoteAsync()).ToString();
        _progress.HasApplied = false;

        (await _positions.FindPinAsync(cookie, RoutingSubject.User(43), TestContext.CancellationToken)).Should().BeNull();
        (await _positions.FindPinAsync(cookie, RoutingSubject.Anonymous, TestContext.CancellationToken)).Should().BeNull();
        (await PinAsync("1.microservice.42.946684799001.-")).Should().Be(Side.Microservice);
        (await PinAsync("1.microservice.42.946684801000.-")).Should().Be(Side.Microservice, "clocks differ by a second");
        (await PinAsync("1.microservice.42.946684801001.-")).Should().BeNull("it lies in the future");
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    [DataRow("1")]
    [DataRow("2.monolith.42.946684800000.-")]
    [DataRow("1.left.42.946684800000.-")]
    [DataRow("1.monolith.x.946684800000.-")]
    [DataRow("1.monolith.42.x.-")]
    [DataRow("1.monolith.42.9223372036854775807.-")]
    [DataRow("1.monolith.42.946684800000.")]
    [DataRow("1.monolith.42.946684800000.-.x")]
    [DataRow("1.monolith.42.946684800000.00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000")]
    public async Task Cookie_Malformed_HoldsNothing(string? cookie)
    {
        _progress.HasApplied = false;

        (await PinAsync(cookie)).Should().BeNull();
    }

    [TestMethod]
    public async Task Progress_ThatFailsOrHangs_CountsAsUnknown()
    {
        _progress.Failure = new IOException("down");
        var written = await NoteAsync();
        written.Position.Should().BeNull();
        _log.Collector.GetSnapshot().Should().ContainSingle().Which.Message.Should().Contain("down");
        (await PinAsync("1.monolith.42.946684800000.0/10")).Should().Be(Side.Monolith);

        _progress.Failure = null;
        _progress.Hangs = true;
        (await _time.RunAsync(() => PinAsync("1.monolith.42.946684800000.0/10").AsTask())).Should().Be(Side.Monolith);

        _time.GetUtcNow().Should().Be(DateTimeOffset.FromUnixTimeMilliseconds(946684800100), "it is asked for a tenth of a second only");
        _log.Collector.Count.Should().Be(3, "each time that it could not be asked");
    }

    [TestMethod]
    public async Task Position_ThatIsNotKnown_IsHeldForTheWindowWhateverTheOtherSideHasApplied()
    {
        _progress.HasApplied = true;

        (await PinAsync("1.monolith.42.946684800000.-")).Should().Be(Side.Monolith);
        (await PinAsync("1.monolith.42.946684800000.0/10")).Should().BeNull();
    }

    [TestMethod]
    public void Cookie_OfTheGreatestLengthAndTime_IsRead()
    {
        var start = $"1.monolith.42.{DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()}.";

        WritePosition.Parse(start + "-")!.Position.Should().BeNull();
        WritePosition.Parse(start.PadRight(128, '7'))!.Position.Should().HaveLength(128 - start.Length);
        WritePosition.Parse(start.PadRight(129, '7')).Should().BeNull();
    }

    [TestMethod]
    public async Task Position_ThatIsKnown_IsNotAskedFor()
    {
        (await _positions.NoteAsync(Side.Microservice, "1/2", 42, TestContext.CancellationToken)).Position.Should().Be("1/2");
        _progress.Asked.Should().Be(0);
    }

    [TestMethod]
    public async Task NoProgress_KnowsNothing()
    {
        var none = new NoReplicationProgress();

        (await none.CurrentAsync(Side.Monolith, TestContext.CancellationToken)).Should().BeNull();
        (await none.HasAppliedAsync(new WritePosition(Side.Monolith, 1, default, "x"), TestContext.CancellationToken)).Should().BeNull();
    }

    private ValueTask<WritePosition> NoteAsync() => _positions.NoteAsync(Side.Monolith, null, 42, TestContext.CancellationToken);

    private ValueTask<Side?> PinAsync(string? cookie) => _positions.FindPinAsync(cookie, User, TestContext.CancellationToken);

    private sealed class Progress : IReplicationProgress
    {
        public bool? HasApplied { get; set; }

        public Exception? Failure { get; set; }

        public bool Hangs { get; set; }

        public int Asked { get; private set; }

        public ValueTask<string?> CurrentAsync(Side side, CancellationToken cancellationToken)
        {
            Asked++;
            return Failure is null ? ValueTask.FromResult<string?>("0/10") : ValueTask.FromException<string?>(Failure);
        }

        public async ValueTask<bool?> HasAppliedAsync(WritePosition write, CancellationToken cancellationToken)
        {
            if (Hangs)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            }

            return Failure is null ? HasApplied : throw Failure;
        }
    }
}
