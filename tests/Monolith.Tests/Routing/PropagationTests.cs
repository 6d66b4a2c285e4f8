using System.Net.Http.Headers;
using Migration.Monolith.Tests.Hosting;

namespace Migration.Monolith.Tests.Routing;

[TestClass]
public sealed class PropagationTests : RoutedMonolith
{
    /// <summary>The clock stands still, and with it the poll: an instance that the channel does not tell would send requests away for ever.</summary>
    [TestMethod]
    public async Task Kill_WithThreeInstancesUnderLoad_ReachesThemAllByTheChannel()
    {
        await using var second = await StartInstanceAsync();
        await using var third = await StartInstanceAsync();
        MonolithHost[] instances = [Monolith, second, third];
        var begun = instances.Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).ToList();
        var loads = instances.Select((instance, index) => Task.Run(() => LastRoutedAwayAsync(instance, begun[index]), TestContext.CancellationToken)).ToList();
        await Task.WhenAny(Task.WhenAll(begun.Select(each => each.Task)), Task.WhenAll(loads)).WaitAsync(TestContext.CancellationToken);

        var killed = await PostFlagAsync("kill", """{"reason":"measured"}""");
        var committed = TimeProvider.System.GetTimestamp();
        var last = (await Task.WhenAll(loads)).Max();

        killed.Json.GetProperty("enabled").GetBoolean().Should().BeFalse();
        var propagation = last <= committed ? TimeSpan.Zero : TimeProvider.System.GetElapsedTime(committed, last);
        TestContext.WriteLine($"From the commit to the start of the last misrouted request: {propagation.TotalMilliseconds:0.0} ms");
    }

    private Task<MonolithHost> StartInstanceAsync()
        => MonolithHost.StartOnAsync(Monolith.Connection, TestContext.CancellationToken, [$"--services:listings:grpc:0={Microservice.Address}"], Time);

    /// <summary>When the last request began that was decided for the microservice. Ends when many in a row were not.</summary>
    private async Task<long> LastRoutedAwayAsync(MonolithHost instance, TaskCompletionSource begun)
    {
        // Each instance of these tests has a key ring of its own.
        var token = await instance.TokenAsync(5);
        var last = 0L;
        for (var kept = 0; kept < 200;)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, MonolithHost.Listings + "/1001");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            var began = TimeProvider.System.GetTimestamp();
            using var response = await instance.Client.SendAsync(request, TestContext.CancellationToken);
            if (response.Headers.GetValues("X-Routing-Arm").Single() == "microservice")
            {
                (last, kept) = (began, 0);
                begun.TrySetResult();
            }
            else if (begun.Task.IsCompleted)
            {
                kept++;
            }
        }

        return last;
    }
}
