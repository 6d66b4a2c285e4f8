using System.Diagnostics;

namespace Migration.TrafficRouter.Benchmarks;

/// <summary>
/// Calls that are due at a given rate, whatever has become of those before; each is timed from the moment at which it was due. One thread begins
/// them; the pool makes them, as it does with the requests of a server.
/// </summary>
internal static class OpenLoop
{
    /// <summary>One a processor: with more, calls share packets and wake-ups, and half of that is near all that calls which come one by one can reach.</summary>
    private static readonly int Callers = Environment.ProcessorCount;

    private static readonly TimeSpan Saturating = TimeSpan.FromSeconds(1);

    /// <summary>As many as the callers can make, one after another each: calls a second.</summary>
    public static async Task<double> SaturateAsync(Func<Task> call)
    {
        var started = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            var count = 0;
            while (Stopwatch.GetElapsedTime(started) < Saturating)
            {
                await call();
                count++;
            }

            return count;
        })));
        return counts.Sum() / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Notes the microseconds from when each call was due to its answer, and how late it was begun.</summary>
    public static async Task MeasureAsync(Func<Task> call, double perSecond, int calls, Latencies latencies)
    {
        var (times, late) = (new double[calls], new double[calls]);
        var running = new Task[calls];
        await Task.Factory.StartNew(Begin, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await Task.WhenAll(running);
        latencies.Add(times, late);

        void Begin()
        {
            using var exact = new ShortSleep();
            var started = Stopwatch.GetTimestamp();
            for (var index = 0; index < calls; index++)
            {
                var due = started + (long)(index / perSecond * Stopwatch.Frequency);
                while (due - Stopwatch.GetTimestamp() is > 0 and var left)
                {
                    ShortSleep.For(left);
                }

                late[index] = Stopwatch.GetElapsedTime(due).TotalMicroseconds;
                running[index] = TimeAsync(index, due);
            }
        }

        async Task TimeAsync(int index, long due)
        {
            await Task.Yield();
            await call();
            times[index] = Stopwatch.GetElapsedTime(due).TotalMicroseconds;
        }
    }
}
