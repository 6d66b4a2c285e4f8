namespace Migration.DataFaults.Suite;

/// <summary>Ends a fault, whatever becomes of the test.</summary>
internal sealed class Mending(Func<Task> mend) : IAsyncDisposable
{
    public async ValueTask DisposeAsync() => await mend();
}
