namespace Migration.DataFaults.Suite;

/// <summary>Parts are killed at random moments, and come back, while both sides are written to.</summary>
[TestClass]
public sealed class KillTests(TestContext testContext) : FaultTest(testContext)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestAbsence = TimeSpan.FromSeconds(1);

    private readonly List<string> _kills = [];
    private long _started;

    /// <summary>Everything at least once, the last part possibly after the time is over.</summary>
    private bool IsGoingOn => _kills.Count < Victim.All.Count || TimeProvider.System.GetElapsedTime(_started) < Rounds.Length;

    [TestMethod]
    [DynamicData(nameof(Rounds.All), typeof(Rounds))]
    public async Task Kill_OfAnyPartAtRandomMoments_LosesNothing(int round)
    {
        TestContext.WriteLine($"Round {round}, Faults__Seed={Seed}");
        await using var workload = await WriteAsync();
        _started = TimeProvider.System.GetTimestamp();
        while (IsGoingOn)
        {
            await KillEachAsync();
        }

        TestContext.WriteLine($"Killed in {TimeProvider.System.GetElapsedTime(_started).TotalSeconds:F0} s: {string.Join(", ", _kills)}");
        await workload.StopAsync();
        await Task.WhenAll(Victim.All.Select(name => new Victim(name).HealthyAsync(CancellationToken)));
        if (Rounds.AreShort)
        {
            // What Listings was at when it was killed is its own for half a minute: a short round does not wait for that.
            await Microservice.ExecuteAsync("update indexing_queue set available_at = now() where status = 'processing'", CancellationToken);
        }

        await ShouldHoldAsync(workload);
    }

    /// <summary>In whatever order; one may still be on its way back when the next is killed.</summary>
    private async Task KillEachAsync()
    {
        var order = Victim.All.ToArray();
        Random.Shuffle(order);
        foreach (var name in order.TakeWhile(_ => IsGoingOn))
        {
            await Task.Delay(Random.NextDouble() * LongestPause, TimeProvider.System, CancellationToken);
            var victim = new Victim(name);
            await victim.KillAsync(CancellationToken);
            await Task.Delay(Random.NextDouble() * LongestAbsence, TimeProvider.System, CancellationToken);
            await victim.BeginAsync(CancellationToken);
            _kills.Add(name);
        }
    }
}
