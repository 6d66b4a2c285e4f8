using System.Globalization;
using Microsoft.AspNetCore.Components;
using Migration.Dashboard.Shell;
using Migration.Otlp.Querying;
using Migration.Otlp.Records;

namespace Migration.Dashboard.Metrics;

public partial class MetricsPage
{
    private const int DefaultMinutes = 5;
    private const int MaxCharts = 12;
    private const int FirstCharts = 4;

    private static readonly IReadOnlyList<(string Value, string Text)> Windows =
    [
        ("1", "1 minute"), ("5", "5 minutes"), ("15", "15 minutes"), ("30", "30 minutes"), ("60", "1 hour"), ("180", "3 hours"), ("720", "12 hours"),
    ];

    /// <summary>Shown to who has not chosen yet: how long requests take, on which side, and what the databases do.</summary>
    private static readonly (string Instrument, string SplitBy)[] Telling =
    [
        ("traffic_router.request.duration", "traffic_router.served_by"),
        ("traffic_router.decisions", "traffic_router.arm"),
        ("http.server.request.duration", ChartKey.Nothing),
        ("db.client.operation.duration", ChartKey.Nothing),
    ];

    private IReadOnlyList<MetricInstrument> _instruments = [];
    private IReadOnlyList<string> _resources = [];

    /// <summary>Those with spans: what serves requests says more at first than what keeps itself busy.</summary>
    private HashSet<string> _serving = [];
    private IReadOnlyList<Chart> _charts = [];

    [SupplyParameterFromQuery] private string? Search { get; set; }

    [SupplyParameterFromQuery] private string? Resource { get; set; }

    [SupplyParameterFromQuery] private string? Window { get; set; }

    [SupplyParameterFromQuery(Name = "chart")] private string[]? Chosen { get; set; }

    protected override long Version => Store.MetricsVersion;

    protected override TimeSpan Beat => TimeSpan.FromSeconds(1);

    private int Minutes => int.TryParse(Window, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes is >= 1 and <= 1_440 ? minutes : DefaultMinutes;

    /// <summary>No chart in the address: nothing is chosen yet. An empty one: nothing is wanted.</summary>
    private IReadOnlyList<ChartKey> Keys => Chosen is not { Length: > 0 }
        ? [.. Telling.SelectMany(telling => _instruments
            .Where(instrument => string.Equals(instrument.Name, telling.Instrument, StringComparison.Ordinal))
            .OrderByDescending(instrument => _serving.Contains(instrument.Resource.ServiceName))
            .Select(instrument => KeyOf(instrument) with { SplitBy = telling.SplitBy })).Take(FirstCharts)]
        : [.. Chosen.Select(ChartKey.TryParse).OfType<ChartKey>().Take(MaxCharts)];

    private IEnumerable<IGrouping<(string Resource, string Meter), MetricInstrument>> Shown => _instruments
        .Where(instrument => Resource is null || string.Equals(instrument.Resource.ServiceName, Resource, StringComparison.Ordinal))
        .Where(instrument => Search is null || Mentions(instrument, Search))
        .GroupBy(instrument => (instrument.Resource.ServiceName, instrument.Scope.Name));

    protected override Task RefreshAsync(CancellationToken cancellationToken)
    {
        _instruments = Store.GetInstruments();
        _resources = [.. _instruments.Select(instrument => instrument.Resource.ServiceName).Distinct(StringComparer.Ordinal)];
        _serving = [.. Store.GetServices().Where(service => service.Spans.Kept > 0).Select(service => service.ServiceName)];
        var now = Time.GetUtcNow();
        _charts = [.. Keys.Select(key => ChartBuilder.Build(key, SeriesOf(key), now, TimeSpan.FromMinutes(Minutes)))];
        return Task.CompletedTask;
    }

    private static ChartKey KeyOf(MetricInstrument instrument) => new(instrument.Resource.ServiceName, instrument.Scope.Name, instrument.Name);

    private static bool Mentions(MetricInstrument instrument, string text)
        => instrument.Name.Contains(text, StringComparison.OrdinalIgnoreCase)
            || instrument.Scope.Name.Contains(text, StringComparison.OrdinalIgnoreCase)
            || instrument.Description.Contains(text, StringComparison.OrdinalIgnoreCase)
            || instrument.Unit.Contains(text, StringComparison.OrdinalIgnoreCase);

    private IReadOnlyList<MetricSeries> SeriesOf(ChartKey key)
        => Store.GetMetrics(new MetricQuery { Service = key.Resource, Meter = key.Meter, Instrument = key.Instrument });

    private bool IsShown(ChartKey key) => _charts.Any(chart => chart.Key.IsSameInstrument(key));

    private void Toggle(ChartKey key) => Choose(IsShown(key) ? Keys.Where(other => !other.IsSameInstrument(key)) : Keys.Append(key));

    private void Replace(ChartKey key, ChartKey? by) => Choose(Keys.Select(other => other == key ? by : other).OfType<ChartKey>());

    private void Choose(IEnumerable<ChartKey> keys)
    {
        var texts = keys.Select(key => key.ToString()).ToArray();
        Navigation.SetQuery(("chart", texts.Length == 0 ? [string.Empty] : texts));
    }
}
