namespace Migration.Monolith.Tests.Hosting;

/// <summary>
/// Base of tests that share one running service per class, seeded with the data of a small environment. A test changes only
/// rows that it has made.
/// </summary>
public abstract class SharedMonolith
{
    private static MonolithHost? host;

    public required TestContext TestContext { get; set; }

    private protected static MonolithHost Monolith => host!;

    /// <summary>Creates a listing as this user.</summary>
    private protected static async Task<Answer> CreateAsync(string json, int userId)
        => await Monolith.PostAsync(MonolithHost.Listings, json, await Monolith.TokenAsync(userId));

    /// <summary>Changes a listing as this user.</summary>
    private protected static async Task<Answer> UpdateAsync(int id, string json, int userId)
        => await Monolith.PatchAsync($"{MonolithHost.Listings}/{id}", json, await Monolith.TokenAsync(userId));

    private protected static Task<Answer> GetListingAsync(int id) => Monolith.GetAsync($"{MonolithHost.Listings}/{id}");

    [ClassInitialize(InheritanceBehavior.BeforeEachDerivedClass)]
    public static async Task StartAsync(TestContext context)
        => host = await MonolithHost.StartAsync(context.CancellationToken, "--Seed:Listings=200");

    /// <summary>Whatever a client sends, the service must not fail in a way that it did not foresee.</summary>
    [ClassCleanup(InheritanceBehavior.BeforeEachDerivedClass)]
    public static async Task StopAsync()
    {
        if (host is { } stopping)
        {
            host = null;
            await stopping.DisposeAsync();
            stopping.Logs.Errors.Should().BeEmpty("no request of this class makes the service fail");
        }
    }
}
