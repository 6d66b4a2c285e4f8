using System.Collections.Concurrent;
using Migration.TestSupport.Marketplace;

namespace Migration.TrafficRouter.Suite;

/// <summary>Many users who each look at one listing.</summary>
internal sealed class Crowd(long listing, CancellationToken cancellationToken)
{
    private const int AtOnce = 16;

    /// <summary>Nobody of the canary list, which the seed of the flag fills with users 1 to 3.</summary>
    public const long FirstUser = 1_001;

    public static IEnumerable<long> Users(int count) => Enumerable.Range(0, count).Select(number => FirstUser + number);

    /// <summary>The answer that each user got.</summary>
    public async Task<IReadOnlyDictionary<long, MarketplaceAnswer>> LookAsync(MarketplaceClient instance, IEnumerable<long> users)
    {
        await instance.PrepareTokensAsync(users, cancellationToken);
        var answers = new ConcurrentDictionary<long, MarketplaceAnswer>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(users, options, async (user, token) => answers[user] = await instance.GlanceAsync(listing, user, token));
        return answers;
    }

    /// <summary>The users that the router sends to the microservice, whoever served them in the end.</summary>
    public async Task<IReadOnlySet<long>> MovedAsync(MarketplaceClient instance, IEnumerable<long> users)
        => (await LookAsync(instance, users)).Where(answer => answer.Value.Header("X-Routing-Arm") == "microservice").Select(answer => answer.Key).ToHashSet();
}
