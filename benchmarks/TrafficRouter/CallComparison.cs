using System.Globalization;

namespace Migration.TrafficRouter.Benchmarks;

/// <summary>Blocks of direct, routed and direct calls in turn: the routed ones against the mean of the two, whose own ratio is what the machine does.</summary>
internal sealed class CallComparison(Func<Task> prepare, Func<Task<Latencies>> direct, Func<Task<Latencies>> routed)
{
    private const int WarmUps = 5;

    public async Task RunAsync(string what)
    {
        var rounds = new List<(Latencies Direct, Latencies Routed, Latencies Again)>();
        for (var block = -WarmUps; block < Ratio.Blocks; block++)
        {
            await prepare();
            var round = (await direct(), await routed(), await direct());
            if (block >= 0)
            {
                rounds.Add(round);
            }
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: through the router p50 {Ratio.MedianOf(rounds.Select(round => round.Routed.P50)):0.0} us, p99 {Ratio.MedianOf(rounds.Select(round => round.Routed.P99)):0.0} us; direct p50 {Ratio.MedianOf(rounds.Select(round => round.Direct.P50)):0.0} us, p99 {Ratio.MedianOf(rounds.Select(round => round.Direct.P99)):0.0} us; begun {Ratio.MedianOf(rounds.Select(round => round.Routed.MedianLate)):0.0} and {Ratio.MedianOf(rounds.Select(round => round.Direct.MedianLate)):0.0} us late"));
        Print("p50", rounds, latencies => latencies.P50);
        Print("p99", rounds, latencies => latencies.P99);
    }

    private static void Print(string what, List<(Latencies Direct, Latencies Routed, Latencies Again)> rounds, Func<Latencies, double> of)
    {
        var ratio = Ratio.Of(rounds.Select(round => 2 * of(round.Routed) / (of(round.Direct) + of(round.Again))));
        var control = Ratio.Of(rounds.Select(round => of(round.Again) / of(round.Direct)));
        Console.WriteLine($"  {what} routed / direct {ratio}; A/A {control}");
    }
}
