using Migration.Hosting.Runtime;
using Migration.Hosting.Runtime.Processes;

namespace Migration.Hosting.Tests.Runtime.Support;

/// <summary>Ends nothing; remembers what it was told.</summary>
internal sealed class FakeReaper : IReaper
{
    public List<string> Folders { get; } = [];

    public void Watch(int processId, ProcessSignal orphanSignal)
    {
    }

    public void Forget(int processId)
    {
    }

    public void DeleteAtEnd(string folder) => Folders.Add(folder);

    public Task EndAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
