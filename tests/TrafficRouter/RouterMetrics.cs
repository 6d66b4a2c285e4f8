using System.Globalization;
using Migration.Otlp.Querying;
using Migration.Otlp.Records;
using Migration.TestSupport;
using Migration.TestSupport.Environments;

namespace Migration.TrafficRouter.Suite;

/// <summary>The first instance's counters, from when the suite began: in an environment that others have used before, they have been counting.</summary>
internal sealed class RouterMetrics
{
    public const string Decisions = "traffic_router.decisions";
    public const string Fallbacks = "traffic_router.fallbacks";

    private static readonly Dictionary<string, string[]> Tags = new(StringComparer.Ordinal)
    {
        [Decisions] = ["traffic_router.operation", "traffic_router.arm", "traffic_router.reason"],
        [Fallbacks] = ["traffic_router.operation", "traffic_router.cause"],
    };

    private readonly MigrationEnvironment _environment;
    private readonly Dictionary<string, Dictionary<string, double>> _before;

    private RouterMetrics(MigrationEnvironment environment)
    {
        _environment = environment;
        _before = Tags.Keys.ToDictionary(instrument => instrument, Now, StringComparer.Ordinal);
    }

    /// <summary>As soon as the instance has told of a moment after this one: nothing may be sent to it until then.</summary>
    public static async Task<RouterMetrics> BeginAsync(MigrationEnvironment environment, CancellationToken cancellationToken)
    {
        var begin = TimeProvider.System.GetUtcNow();
        await Eventually.SatisfiesAsync(
            _ => Task.FromResult(environment.Telemetry.Store.GetMetrics(new MetricQuery { Service = ResourceNames.Monolith }).Select(series => series.Latest.Time).DefaultIfEmpty().Max()),
            latest => latest >= begin,
            "the monolith sends its metrics",
            cancellationToken: cancellationToken);
        return new RouterMetrics(environment);
    }

    /// <summary>A line for each combination of the tags that was counted: <c>GetListing monolith kill_switch 3</c>.</summary>
    public IReadOnlyList<string> Read(string instrument)
        => [.. Now(instrument)
            .Select(each => (each.Key, Value: each.Value - _before[instrument].GetValueOrDefault(each.Key)))
            .Where(each => each.Value != 0)
            .Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Key} {each.Value}"))
            .Order(StringComparer.Ordinal)];

    private Dictionary<string, double> Now(string instrument)
        => _environment.Telemetry.Store
            .GetMetrics(new MetricQuery { Service = ResourceNames.Monolith, Instrument = instrument })
            .GroupBy(series => string.Join(' ', Tags[instrument].Select(tag => series.Attributes[tag])), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Sum(series => ((NumberPoint)series.Latest).Value), StringComparer.Ordinal);
}
