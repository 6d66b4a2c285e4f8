namespace Migration.SearchNode.Tests.Support;

/// <summary>A folder that is gone when the test is over.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("search-node-tests-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
