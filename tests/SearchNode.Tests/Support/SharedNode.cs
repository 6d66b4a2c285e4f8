namespace Migration.SearchNode.Tests.Support;

/// <summary>The node of all tests that keep to indices of their own.</summary>
[TestClass]
public static class SharedNode
{
    internal static TestNode Node { get; private set; } = null!;

    /// <summary>A name that no other test uses.</summary>
    internal static string NewIndex() => "t-" + Guid.NewGuid().ToString("N");

    [AssemblyInitialize]
    public static async Task StartAsync(TestContext context)
    {
        _ = context;
        Node = await TestNode.StartAsync();
    }

    [AssemblyCleanup]
    public static async Task StopAsync() => await Node.DisposeAsync();
}
