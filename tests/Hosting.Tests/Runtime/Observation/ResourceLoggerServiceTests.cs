using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Migration.Hosting.Tests.Runtime.Observation;

[TestClass]
public sealed class ResourceLoggerServiceTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task WatchAsync_LinesBeforeAndAfter_ReplaysThenStreamsWithoutGapOrRepeat()
    {
        using var service = new ResourceLoggerService();
        service.Append("db", "one", isError: false);
        service.Append("db", "two", isError: true);
        var seen = new List<LogLine>();
        var replayed = new TaskCompletionSource();
        var reading = ReadAsync();

        await replayed.Task.WaitAsync(TestContext.CancellationToken);
        service.Append("db", "three", isError: false);
        service.Append("other", "not this one", isError: false);
        service.Complete("db");
        await reading.WaitAsync(TestContext.CancellationToken);

        seen.Should().Equal(new LogLine(1, "one", false), new LogLine(2, "two", true), new LogLine(3, "three", false));

        async Task ReadAsync()
        {
            await foreach (var batch in service.WatchAsync("db").WithCancellation(TestContext.CancellationToken))
            {
                seen.AddRange(batch);
                replayed.TrySetResult();
            }
        }
    }

    [TestMethod]
    public async Task GetAllAsync_MoreLinesThanAreKept_ReturnsTheNewestTenThousand()
    {
        using var service = new ResourceLoggerService();
        for (var number = 1; number <= 10_005; number++)
        {
            service.Append("db", $"line {number}", isError: false);
        }

        var lines = await ReadAllAsync(service, "db");

        lines.Should().HaveCount(10_000);
        lines[0].Should().Be(new LogLine(6, "line 6", false));
        lines[^1].LineNumber.Should().Be(10_005);
    }

    [TestMethod]
    public async Task GetLogger_SeveralLinesAndAnException_BecomeLinesOfTheLogWithErrorsMarked()
    {
        using var service = new ResourceLoggerService();
        var logger = service.GetLogger("db");

#pragma warning disable CA1848 // The plain calls of user code.
        logger.LogInformation("first\nsecond");
        logger.LogError(new InvalidOperationException("broken"), "third");
#pragma warning restore CA1848

        var lines = await ReadAllAsync(service, "db");
        lines.Select(line => line.Content).Should().StartWith(["first", "second", "third", "System.InvalidOperationException: broken"]);
        lines.Select(line => line.IsErrorMessage).Should().StartWith([false, false, true, true]);
    }

    [TestMethod]
    public async Task Append_OneInstance_NameAndInstanceIdAreTheSameLog()
    {
        using var service = new ResourceLoggerService();
        service.Append("web", "before it had an id", isError: false);
        service.RegisterInstances("web", ["web-1"]);
        service.Append("web-1", "after", isError: false);

        (await ReadAllAsync(service, "web")).Select(line => line.Content).Should().Equal("before it had an id", "after");
        (await ReadAllAsync(service, "web-1")).Should().HaveCount(2);
    }

    [TestMethod]
    public async Task Append_TwoInstances_EachHasItsLogAndTheNameHasBoth()
    {
        using var service = new ResourceLoggerService();
        service.RegisterInstances("web", ["web-1", "web-2"]);
        service.Append("web-1", "from one", isError: false);
        service.Append("web-2", "from two", isError: false);

        (await ReadAllAsync(service, "web-1")).Select(line => line.Content).Should().Equal("from one");
        (await ReadAllAsync(service, "web")).Select(line => line.Content).Should().Equal("from one", "from two");
    }

    [TestMethod]
    public async Task ClearBacklog_KeptLines_AreForgottenAndNumbersGoOn()
    {
        using var service = new ResourceLoggerService();
        service.Append("db", "one", isError: false);
        service.ClearBacklog("db");
        service.Append("db", "two", isError: false);

        (await ReadAllAsync(service, "db")).Should().Equal(new LogLine(2, "two", false));
    }

    private static async Task<List<LogLine>> ReadAllAsync(ResourceLoggerService service, string name)
    {
        var lines = new List<LogLine>();
        await foreach (var batch in service.GetAllAsync(name))
        {
            lines.AddRange(batch);
        }

        return lines;
    }
}
