using System.Runtime.CompilerServices;

namespace Migration.TrafficRouter.Tests.Fixture;

/// <summary>Waits for what other threads do.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <exception cref="TimeoutException">It has not come true for long.</exception>
    public static async Task IsTrueAsync(
        Func<bool> isThere, CancellationToken cancellationToken, [CallerArgumentExpression(nameof(isThere))] string what = "")
    {
        for (var began = TimeProvider.System.GetTimestamp(); !isThere();)
        {
            if (TimeProvider.System.GetElapsedTime(began) > Patience)
            {
                throw new TimeoutException($"Not true after {Patience.TotalSeconds:0} s: {what}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, cancellationToken);
        }
    }
}
