using System.Globalization;
using Migration.Benchmarks;

namespace Migration.TrafficRouter.Benchmarks;

/// <summary>
/// Rounds of direct, routed and direct calls, the routed ones against the mean of the two, whose own ratio is what the machine does. A round takes
/// a slice of each in turn, and each every place in turn: the machine's pace changes by more within a second than the router costs. So rounds are many and
/// short rather than few and long.
/// </summary>
/// <param name="prepare">Before each round.</param>
/// <param name="direct">Makes a slice of direct calls.</param>
/// <param name="routed">The same through the router.</param>
internal sealed class CallComparison(Action prepare, Func<Latencies, Task> direct, Func<Latencies, Task> routed)
{
    private const int WarmUps = 6;

    /// <param name="what">Begins what is printed.</param>
    /// <param name="slices">Of each side, a round.</param>
    /// <param name="count">Of rounds.</param>
    public async Task RunAsync(string what, int slices, int count)
    {
        var rounds = new List<Round>();
        for (var number = -WarmUps; number < count; number++)
        {
            prepare();
            var round = await MeasureAsync(slices);
            if (number >= 0)
            {
                rounds.Add(round);
            }
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: through the router p50 {MedianInterval.MedianOf(rounds.Select(round => round.Routed.P50)):0.0} us, p99 {MedianInterval.MedianOf(rounds.Select(round => round.Routed.P99)):0.0} us; direct p50 {MedianInterval.MedianOf(rounds.Select(round => round.Direct.P50)):0.0} us, p99 {MedianInterval.MedianOf(rounds.Select(round => round.Direct.P99)):0.0} us; begun {MedianInterval.MedianOf(rounds.Select(round => round.Routed.MedianLate)):0.0} and {MedianInterval.MedianOf(rounds.Select(round => round.Direct.MedianLate)):0.0} us late"));
        Print("p50", rounds, latencies => latencies.P50);
        Print("p99", rounds, latencies => latencies.P99);
    }

    private async Task<Round> MeasureAsync(int slices)
    {
        var round = new Round(new Latencies(), new Latencies(), new Latencies());
        for (var slice = 0; slice < slices; slice++)
        {
            // The two direct sides change places, or one of them would come after the routed calls, and after what these leave to collect, more often.
            var (first, last) = slice * 2 < slices ? (round.Direct, round.Again) : (round.Again, round.Direct);
            Func<Task>[] sides = [() => direct(first), () => routed(round.Routed), () => direct(last)];
            for (var place = 0; place < sides.Length; place++)
            {
                await sides[(slice + place) % sides.Length]();
            }
        }

        return round;
    }

    private static void Print(string what, List<Round> rounds, Func<Latencies, double> of)
    {
        var ratio = MedianInterval.Of(rounds.Select(round => 2 * of(round.Routed) / (of(round.Direct) + of(round.Again))));
        var control = MedianInterval.Of(rounds.Select(round => of(round.Again) / of(round.Direct)));
        Console.WriteLine($"  {what} routed / direct {ratio}; A/A {control}");
    }

    private sealed record Round(Latencies Direct, Latencies Routed, Latencies Again);
}
