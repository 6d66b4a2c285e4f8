using System.Globalization;
using Migration.LoadGenerator;
using Migration.TestSupport.Environments;
using Migration.TestSupport.Marketplace;

namespace Migration.PerformanceReliability.Suite;

/// <summary>
/// The load, run once for all checks that ask for it: a short one that gets everything going, the minute that is measured, another short one.
/// After each the microservice's heap is collected and measured. A minute in which the machine stood still, and a limit was missed, is set aside and
/// run once more: what is judged then is the second one, whatever it is.
/// </summary>
/// <param name="Minute">What is measured.</param>
/// <param name="Story">What a reader must know of a minute that was set aside; empty where none was.</param>
/// <param name="Heaps">MB after each of the three; empty where the process is out of reach.</param>
/// <param name="Requests">How many each of the three sent to the microservice, and got from it.</param>
internal sealed record LoadRun(LoadResult Minute, string Story, IReadOnlyList<double> Heaps, IReadOnlyList<long> Requests)
{
    /// <summary>Milliseconds that a test has which has to wait for it: two minutes of load, and what goes before and after.</summary>
    public const int Limit = 300_000;

    private const int MostWarmUps = 6;
    private static readonly LoadShape First = new(Rate: 100, Seconds: 3, LeadIn: 3);
    private static readonly LoadShape Long = First with { Seconds = Seconds(), LeadIn = 1 };
    private static readonly LoadShape Last = First with { LeadIn = 1 };

    private static Task<LoadRun>? _once;

    /// <summary>Sixty unless the setting Load:Seconds says otherwise; too few leave the percentiles INCONCLUSIVE.</summary>
    private static int Seconds() => int.TryParse(Environment.GetEnvironmentVariable("Load__Seconds"), CultureInfo.InvariantCulture, out var seconds) ? seconds : 60;

    public static Task<LoadRun> OnceAsync(CancellationToken cancellationToken) => _once ??= RunAsync(cancellationToken);

    private static async Task<LoadRun> RunAsync(CancellationToken cancellationToken)
    {
        await using var peer = await BarePeer.StartAsync(cancellationToken);
        var heap = ServiceHeap.Find(MigrationEnvironment.Current, ResourceNames.Listings);
        LoadResult[] results = [await WarmUpAsync(peer, cancellationToken), null!, null!];
        var heaps = await CollectAsync([]);
        results[1] = await SendAsync(Long, peer, cancellationToken);
        var story = string.Empty;
        if (new LoadFigures(results[1]) is { IsSpoilt: true } spoilt)
        {
            story = $"A first minute was set aside, for the machine did not run as it should in it ({spoilt.Machine}): {spoilt.MissedText}";
            results[1] = await SendAsync(Long, peer, cancellationToken);
        }

        heaps = await CollectAsync(heaps);
        results[2] = await SendAsync(Last, peer, cancellationToken);
        heaps = await CollectAsync(heaps);
        return new LoadRun(results[1], story, heaps, [.. results.Select(result => result.ServedBy.GetValueOrDefault("microservice"))]);

        async Task<IReadOnlyList<double>> CollectAsync(IReadOnlyList<double> before) => heap is null ? [] : [.. before, await heap.CollectAsync(cancellationToken)];
    }

    /// <summary>
    /// Everything runs for the first time, on every thread at once, and what takes longer than an attempt may opens a breaker. Until one short load goes
    /// through without that; if none does, the minute tells.
    /// </summary>
    private static async Task<LoadResult> WarmUpAsync(BarePeer peer, CancellationToken cancellationToken)
    {
        var result = await SendAsync(First, peer, cancellationToken);
        for (var more = 1; more < MostWarmUps && result.Fallbacks + result.Errors > 0; more++)
        {
            result = await SendAsync(First, peer, cancellationToken);
        }

        return result;
    }

    private static async Task<LoadResult> SendAsync(LoadShape shape, BarePeer peer, CancellationToken cancellationToken)
    {
        await WarmUp.CloseBreakersAsync(PerformanceEnvironment.Routing, cancellationToken);
        return await LoadProcess.RunAsync(shape, peer.Address, cancellationToken);
    }
}
