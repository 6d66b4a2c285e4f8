namespace Migration.TestSupport.Tests;

[TestClass]
public sealed class EventuallyTests(TestContext testContext)
{
    [TestMethod]
    public async Task Satisfies_OnceTheValueDoes_ReturnsIt()
    {
        var reads = 0;

        var value = await Eventually.SatisfiesAsync(_ => Task.FromResult(++reads), read => read == 3, "three reads", cancellationToken: testContext.CancellationToken);

        value.Should().Be(3);
    }

    [TestMethod]
    public async Task Satisfies_Never_SaysWhatWasExpectedAndWhatWasSeen()
    {
        var act = () => Eventually.SatisfiesAsync(
            _ => Task.FromResult("yellow"), value => value is "green", "the cluster is green", TimeSpan.FromMilliseconds(1), testContext.CancellationToken);

        (await act.Should().ThrowExactlyAsync<TimeoutException>()).Which.Message.Should().Be("Expected within 0.001 s: the cluster is green. Last seen: yellow.");
    }
}
