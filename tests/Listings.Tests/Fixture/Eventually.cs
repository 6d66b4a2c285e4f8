namespace Migration.Listings.Tests.Fixture;

/// <summary>Waits for what other parties bring about, where they give no signal of it.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    public static async Task IsTrueAsync(Func<Task<bool>> condition, string expectation, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval);
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > Limit)
            {
                Assert.Fail($"Waited {Limit.TotalSeconds:F0} s, yet it is not so that {expectation}.");
            }

            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }
}
