using Microsoft.Extensions.Time.Testing;
using Migration.TrafficRouter.Resilience;

namespace Migration.Monolith.Tests.Hosting;

/// <summary>
/// A clock that stands still until a test moves it on: however long the machine takes for a call, none of the router's limits is over, and nobody
/// else answers in the microservice's place. Only the pauses between attempts, which are shorter than any limit, pass by themselves.
/// </summary>
internal sealed class PatientTime : FakeTimeProvider
{
    /// <summary>Ahead of the machine's clock, by which the gRPC client ends calls.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(10);

    public PatientTime()
        : base(System.GetUtcNow() + Ahead)
    {
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        => dueTime >= TimeSpan.Zero && dueTime < CallTimes.ReadAttempt ? System.CreateTimer(callback, state, dueTime, period) : base.CreateTimer(callback, state, dueTime, period);
}
