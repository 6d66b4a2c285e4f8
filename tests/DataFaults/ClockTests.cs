namespace Migration.DataFaults.Suite;

/// <summary>The clock by which one side stamps its writes jumps, forward and back, while both sides write the same listings.</summary>
[TestClass]
public sealed class ClockTests(TestContext testContext) : FaultTest(testContext)
{
    private static readonly TimeSpan Meanwhile = TimeSpan.FromSeconds(0.7);

    [TestMethod]
    [DataRow(true, "1 hour")]
    [DataRow(false, "-1 hour")]
    public async Task Clock_SteppedAndSetRight_ConvergesAndKeepsTheLosers(bool monolith, string step)
    {
        var (side, function) = monolith ? (Monolith, "c2c_listings_touch") : (Microservice, "listings_before_update");
        var right = await side.ReadAsync<string>($"select pg_get_functiondef('{function}'::regproc)", CancellationToken);
        await using var workload = await WriteAsync();
        await Task.Delay(Meanwhile, TimeProvider.System, CancellationToken);
        await using (new Mending(() => side.ExecuteAsync(right, CancellationToken.None)))
        {
            await side.ExecuteAsync(right.Replace("clock_timestamp()", $"(clock_timestamp() + interval '{step}')", StringComparison.Ordinal), CancellationToken);
            await Task.Delay(Meanwhile, TimeProvider.System, CancellationToken);
        }

        await Task.Delay(Meanwhile, TimeProvider.System, CancellationToken);
        await ShouldHoldAsync(workload);
        workload.ContestedWrites.Should().NotBeEmpty("both sides must have written the same listings");
    }
}
