using System.Collections.Concurrent;
using Migration.Hosting.Runtime;
using Migration.Hosting.Runtime.Processes;

namespace Migration.Hosting.Tests.Runtime.Support;

/// <summary>Starts nothing; remembers what was asked for and lets a test say when a process ends.</summary>
internal sealed class FakeProcessRunner : IProcessRunner
{
    private readonly ConcurrentQueue<FakeProcess> _started = new();

    public IReadOnlyList<FakeProcess> Started => [.. _started];

    /// <summary>Thrown by the next starts, if set.</summary>
    public Exception? Refusal { get; set; }

    public IProcessHandle Start(ProcessLaunch launch, Action<ProcessOutputLine> onOutput)
    {
        if (Refusal is { } refusal)
        {
            throw refusal;
        }

        var process = new FakeProcess(1000 + _started.Count, launch, onOutput);
        _started.Enqueue(process);
        return process;
    }

    public FakeProcess Single(string program) => Started.Single(process => process.Launch.FileName == program);
}
