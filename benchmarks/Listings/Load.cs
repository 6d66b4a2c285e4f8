using System.Diagnostics;

namespace Migration.Listings.Benchmarks;

/// <summary>Calls a server for the length of a block.</summary>
internal static class Load
{
    private const int Callers = 32;

    /// <summary>As many as the callers can make, one after another each: calls a second.</summary>
    public static async Task<(double PerSecond, int Calls)> SaturateAsync(Func<int, Task> call, TimeSpan length)
    {
        var started = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, Callers).Select(async caller =>
        {
            var count = 0;
            while (Stopwatch.GetElapsedTime(started) < length)
            {
                await call((caller * 7919) + count++);
            }

            return count;
        }));
        return (counts.Sum() / Stopwatch.GetElapsedTime(started).TotalSeconds, counts.Sum());
    }

    /// <summary>At a given rate, whatever the answers do: milliseconds from when each call was due to its answer.</summary>
    public static async Task<double[]> AtRateAsync(Func<int, Task> call, double perSecond, TimeSpan length)
    {
        var total = (int)(perSecond * length.TotalSeconds);
        var latencies = new double[total];
        var calls = new List<Task>(total);
        var started = Stopwatch.GetTimestamp();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        while (calls.Count < total)
        {
            var due = Math.Min(total, (int)(Stopwatch.GetElapsedTime(started).TotalSeconds * perSecond));
            while (calls.Count < due)
            {
                calls.Add(TimeAsync(calls.Count));
            }

            await tick.WaitForNextTickAsync();
        }

        await Task.WhenAll(calls);
        return latencies;

        async Task TimeAsync(int number)
        {
            await call(number);
            latencies[number] = Stopwatch.GetElapsedTime(started).TotalMilliseconds - (number / perSecond * 1000);
        }
    }
}
