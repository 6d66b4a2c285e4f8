using Microsoft.Extensions.Time.Testing;

namespace Migration.TrafficRouter.Tests.Fixture;

/// <summary>
/// A fake clock that knows what is waited for, so that a test goes from one wake-up to the next: however long the machine takes for the work
/// that a wake-up causes, the clock stands still until something waits again. For waits that happen once.
/// </summary>
internal sealed class StepClock : FakeTimeProvider
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    // What is due and the timer behind it change in one step, and never while the clock moves: else an alarm could be passed before it is set.
    private readonly Lock _gate = new();
    private readonly Dictionary<Alarm, DateTimeOffset> _due = [];

    /// <summary>Runs something to its end, letting time pass whenever it waits.</summary>
    /// <exception cref="TimeoutException">It waits for something other than the clock.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> run)
    {
        var running = run();
        var began = System.GetTimestamp();
        while (!running.IsCompleted)
        {
            if (GoToNextAlarm())
            {
                continue;
            }

            if (System.GetElapsedTime(began) >= Patience)
            {
                throw new TimeoutException($"Nothing came of it in {Patience.TotalSeconds:0} s.");
            }

            // What the last wake-up has caused goes on, on another thread.
            await Task.Yield();
        }

        return await running;
    }

    private bool GoToNextAlarm()
    {
        lock (_gate)
        {
            var now = GetUtcNow();
            var next = _due.Values.DefaultIfEmpty(now).Min();
            if (next <= now)
            {
                return false;
            }

            Advance(next - now);
            return true;
        }
    }

    private void Forget(Alarm alarm)
    {
        lock (_gate)
        {
            _due.Remove(alarm);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        // Made before it is set, so that it cannot ring before it is known.
        var alarm = new Alarm(this);
        alarm.Timer = base.CreateTimer(
            _ =>
            {
                Forget(alarm);
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
            lock (clock._gate)
            {
                clock._due.Remove(this);
                if (dueTime > TimeSpan.Zero)
                {
                    clock._due[this] = clock.GetUtcNow() + dueTime;
                }

                return Timer!.Change(dueTime, period);
            }
        }

        public void Dispose()
        {
            clock.Forget(this);
            Timer?.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
