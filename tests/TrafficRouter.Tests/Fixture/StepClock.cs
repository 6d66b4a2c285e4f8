using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace Migration.TrafficRouter.Tests.Fixture;

/// <summary>
/// A fake clock that knows what is waited for, so that a test goes from one wake-up to the next: however long the machine takes for the work
/// that a wake-up causes, the clock stands still until something waits again. For waits that happen once.
/// </summary>
internal sealed class StepClock : FakeTimeProvider
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<Alarm, DateTimeOffset> _due = new();

    /// <summary>Runs something to its end, letting time pass whenever it waits.</summary>
    /// <exception cref="TimeoutException">It waits for something other than the clock.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> run)
    {
        var running = run();
        var began = System.GetTimestamp();
        while (!running.IsCompleted)
        {
            var now = GetUtcNow();
            var next = _due.Values.DefaultIfEmpty(now).Min();
            if (next > now)
            {
                Advance(next - now);
            }
            else if (System.GetElapsedTime(began) < Patience)
            {
                // What the last wake-up has caused goes on, on another thread.
                await Task.Yield();
            }
            else
            {
                throw new TimeoutException($"Nothing came of it in {Patience.TotalSeconds:0} s.");
            }
        }

        return await running;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        // Made before it is set, so that it cannot ring before it is known.
        var alarm = new Alarm(this);
        alarm.Timer = base.CreateTimer(
            _ =>
            {
                _due.TryRemove(alarm, out var _);
                callback(state);
            },
            null,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
        alarm.Change(dueTime, period);
        return alarm;
    }

    private sealed class Alarm(StepClock clock) : ITimer
    {
        public ITimer? Timer { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime > TimeSpan.Zero)
            {
                clock._due[this] = clock.GetUtcNow() + dueTime;
            }
            else
            {
                clock._due.TryRemove(this, out _);
            }

            return Timer!.Change(dueTime, period);
        }

        public void Dispose()
        {
            clock._due.TryRemove(this, out _);
            Timer?.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
