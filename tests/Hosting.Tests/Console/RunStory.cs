using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;
using Migration.Hosting.RunConsole;
using Spectre.Console.Testing;

namespace Migration.Hosting.Tests.RunConsole;

/// <summary>Tells a narrator what happens to a few resources, at given times, and keeps what it shows.</summary>
internal sealed class RunStory
{
    private readonly Dictionary<string, IResource> _resources;
    private readonly RunNarrator _narrator;

    public RunStory(Func<TestConsole, TimeProvider, IRunView> createView, params IResource[] resources)
    {
        _resources = resources.ToDictionary(resource => resource.Name, StringComparer.Ordinal);
        Board = new RunBoard(new DistributedApplicationModel(resources));
        _narrator = new RunNarrator(Board, createView(Output, Time), Time);
    }

    public static RunStory Plain(params IResource[] resources) => new((console, time) => new PlainRunView(console, time), resources);

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero));

    public TestConsole Output { get; } = new TestConsole().Width(80);

    public RunBoard Board { get; }

    public RunNarrator Narrator => _narrator;

    public string[] Lines => Output.Output.TrimEnd().Split('\n');

    public static ExecutableResource Program(string name) => new(name, "program", "/");

    public RunStory After(double seconds)
    {
        Time.Advance(TimeSpan.FromSeconds(seconds));
        return this;
    }

    public RunStory State(string name, string state, Func<CustomResourceSnapshot, CustomResourceSnapshot>? change = null)
    {
        var snapshot = new CustomResourceSnapshot { ResourceType = "Executable", Properties = [], State = state };
        _narrator.Tell(new ResourceEvent(_resources[name], $"{name}-1", change is null ? snapshot : change(snapshot)));
        return this;
    }

    public RunStory Healthy(string name, params string[] urls) =>
        State(name, KnownResourceStates.Running, snapshot => snapshot with { Urls = [.. urls.Select(url => new UrlSnapshot("http", url, IsInternal: false))] });

    public RunStory Unhealthy(string name, string check, string reason) =>
        State(name, KnownResourceStates.Running, snapshot => WithReport(snapshot, new HealthReportSnapshot(check, HealthStatus.Unhealthy, reason, ExceptionText: null)));

    public static CustomResourceSnapshot WithReport(CustomResourceSnapshot snapshot, params ImmutableArray<HealthReportSnapshot> reports) =>
        snapshot with { HealthReports = reports };
}
