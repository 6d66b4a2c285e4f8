using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Logging;

namespace Migration.Hosting.Tests.Model;

[TestClass]
public sealed class EventingTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task PublishAsync_Sequential_CallsInOrderAndStopsAtTheFirstError()
    {
        var eventing = new DistributedApplicationEventing();
        var calls = new List<string>();
        eventing.Subscribe<SampleEvent>((_, _) => Note(calls, "first"));
        eventing.Subscribe<SampleEvent>((_, _) => throw new InvalidOperationException("second"));
        eventing.Subscribe<SampleEvent>((_, _) => Note(calls, "third"));

        await FluentActions.Awaiting(() => eventing.PublishAsync(new SampleEvent(), TestContext.CancellationToken)).Should()
            .ThrowAsync<InvalidOperationException>().WithMessage("second");
        calls.Should().Equal("first");
    }

    [TestMethod]
    public async Task PublishAsync_Concurrent_CallsAllDespiteAnError()
    {
        var eventing = new DistributedApplicationEventing();
        var calls = new List<string>();
        eventing.Subscribe<SampleEvent>((_, _) => throw new InvalidOperationException("first"));
        eventing.Subscribe<SampleEvent>((_, _) => Note(calls, "second"));

        await FluentActions.Awaiting(() => eventing.PublishAsync(new SampleEvent(), EventDispatchBehavior.BlockingConcurrent, TestContext.CancellationToken))
            .Should().ThrowAsync<InvalidOperationException>();
        calls.Should().Equal("second");
    }

    [TestMethod]
    [DataRow(EventDispatchBehavior.NonBlockingSequential)]
    [DataRow(EventDispatchBehavior.NonBlockingConcurrent)]
    public async Task PublishAsync_NonBlocking_DoesNotWaitAndLogsErrors(EventDispatchBehavior behavior)
    {
        var logged = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var eventing = new DistributedApplicationEventing { Logger = new SourceLogger(logged) };
        using var gate = new SemaphoreSlim(0);
        eventing.Subscribe<SampleEvent>(async (_, cancellationToken) =>
        {
            await gate.WaitAsync(cancellationToken);
            throw new InvalidOperationException("late");
        });

        await eventing.PublishAsync(new SampleEvent(), behavior, TestContext.CancellationToken);
        gate.Release();

        (await logged.Task.WaitAsync(TestContext.CancellationToken)).Should().Contain("SampleEvent");
    }

    [TestMethod]
    public async Task Subscribe_ForAResource_HearsOfThatOneAlone()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder();
        var a = builder.AddExecutable("a", "true", ".");
        var b = builder.AddExecutable("b", "true", ".");
        var calls = new List<string>();
        a.OnBeforeResourceStarted((resource, _, _) => Note(calls, $"own {resource.Name}"));
        builder.Eventing.Subscribe<BeforeResourceStartedEvent>((happened, _) => Note(calls, $"any {happened.Resource.Name}"));
        using var application = builder.Build();

        await builder.Eventing.PublishAsync(new BeforeResourceStartedEvent(b.Resource, application.Services), TestContext.CancellationToken);
        await builder.Eventing.PublishAsync(new BeforeResourceStartedEvent(a.Resource, application.Services), TestContext.CancellationToken);

        calls.Should().Equal("any b", "own a", "any a");
    }

    [TestMethod]
    public async Task Unsubscribe_EndsIt()
    {
        var eventing = new DistributedApplicationEventing();
        var calls = new List<string>();
        var subscription = eventing.Subscribe<SampleEvent>((_, _) => Note(calls, "called"));

        eventing.Unsubscribe(subscription);
        eventing.Unsubscribe(subscription);
        await eventing.PublishAsync(new SampleEvent(), TestContext.CancellationToken);

        calls.Should().BeEmpty();
    }

    [TestMethod]
    public async Task OnBeforeStart_SubscribesToTheApplication()
    {
        using var lab = new ModelLab();
        var calls = new List<string>();
        var builder = lab.CreateBuilder().OnBeforeStart((happened, _) => Note(calls, $"{happened.Model.Resources.Count}"));
        using var application = builder.Build();

        await builder.Eventing.PublishAsync(new BeforeStartEvent(application.Services, ModelLab.ModelOf(application)), TestContext.CancellationToken);

        calls.Should().Equal("0");
    }

    private static Task Note(List<string> calls, string call)
    {
        calls.Add(call);
        return Task.CompletedTask;
    }

    private sealed class SampleEvent : IDistributedApplicationEvent;

    private sealed class SourceLogger(TaskCompletionSource<string> source) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            source.TrySetResult(formatter(state, exception));
    }
}
