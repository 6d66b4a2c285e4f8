using System.Globalization;
using Migration.Dashboard.Metrics;
using Migration.Otlp.Records;

namespace Migration.Dashboard.Tests.Metrics;

[TestClass]
public sealed class ChartBuilderTests
{
    private const long Begin = 1_800_000_000;
    private const int Interval = 5;
    private const int Points = 60;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(4);
    private static readonly ChartKey Key = new("monolith", "meter", "instrument");
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(Begin + (Interval * (Points - 1)));

    [TestMethod]
    public void Counter_BecomesARatePerSecond()
    {
        var chart = ChartBuilder.Build(Key, [Series(InstrumentKind.Sum, "side", "monolith", index => new NumberPoint(index * 50))], Now, Window);

        var line = chart.Lines.Should().ContainSingle().Subject;
        line.Name.Should().Be("monolith");
        line.Values.Should().OnlyContain(value => Math.Abs(value!.Value - 10) < 1e-6, "50 in 5 seconds are 10 per second, in each column");
        (chart.Measure, chart.Unit).Should().Be(("rate", "{request}/s"));
    }

    [TestMethod]
    public void SplitBy_NothingOneOrAll_SumsTheRest()
    {
        MetricSeries[] series =
        [
            Series(InstrumentKind.Sum, "side", "monolith", index => new NumberPoint(index * 50)),
            Series(InstrumentKind.Sum, "side", "microservice", index => new NumberPoint(index * 100)),
        ];

        ChartBuilder.Build(Key, series, Now, Window).Lines.Select(line => line.Name).Should().Equal("microservice", "monolith");
        ChartBuilder.Build(Key with { SplitBy = "side" }, series, Now, Window).Lines.Select(line => Math.Round(line.Latest!.Value)).Should().Equal(20, 10);
        ChartBuilder.Build(Key with { SplitBy = ChartKey.Nothing }, series, Now, Window).Lines.Single().Latest.Should().BeApproximately(30, 1e-6);
        ChartBuilder.Build(Key with { SplitBy = "absent" }, series, Now, Window).Lines.Single().Name.Should().Be("(none)");
    }

    [TestMethod]
    public void Histogram_BecomesPercentilesOfEachColumn()
    {
        var series = Series(InstrumentKind.Histogram, "route", "/", index => new HistogramPoint((ulong)index * 100, [1, 2, 3], [(ulong)index * 50, (ulong)index * 50, 0, 0]));

        var chart = ChartBuilder.Build(Key, [series], Now, Window);

        chart.Lines.Select(line => line.Name).Should().Equal("p50", "p90", "p99");
        chart.Lines.Select(line => Math.Round(line.Latest!.Value, 6)).Should().Equal(1, 1.8, 1.98);
    }

    [TestMethod]
    public void Gauge_IsDrawnAsItIs()
    {
        var chart = ChartBuilder.Build(Key, [Series(InstrumentKind.Gauge, "a", "b", index => new NumberPoint(index))], Now, Window);

        chart.Lines.Single().Latest.Should().Be(Points - 1);
        chart.Measure.Should().Be("value");
    }

    [TestMethod]
    public void Lines_BeyondThoseThatOneCanTellApart_AreCounted()
    {
        var series = Enumerable.Range(0, 20).Select(line =>
            Series(InstrumentKind.Gauge, "line", line.ToString(CultureInfo.InvariantCulture), _ => new NumberPoint(line))).ToArray();

        var chart = ChartBuilder.Build(Key, series, Now, Window);

        chart.Lines.Should().HaveCount(12);
        chart.Hidden.Should().Be(8);
        chart.Lines[0].Name.Should().Be("19", "the strongest are shown");
    }

    [TestMethod]
    public void NotANumber_IsAGap()
    {
        var chart = ChartBuilder.Build(Key, [Series(InstrumentKind.Gauge, "a", "b", _ => new NumberPoint(double.NaN))], Now, Window);

        chart.Lines.Single().Values.Should().OnlyContain(value => value == null);
    }

    [TestMethod]
    public void Key_InTheAddress_IsReadBack()
    {
        ChartKey.TryParse(Key.ToString()).Should().Be(Key);
        ChartKey.TryParse((Key with { SplitBy = "http.route" }).ToString()).Should().Be(Key with { SplitBy = "http.route" });
        ChartKey.TryParse(string.Empty).Should().BeNull();
    }

    private static MetricSeries Series(InstrumentKind kind, string attribute, string value, Func<int, MetricPoint> point)
    {
        var resource = new TelemetryResource("monolith", string.Empty, TelemetryAttributes.Empty);
        var instrument = new MetricInstrument
        {
            Resource = resource,
            Scope = TelemetryScope.None,
            Name = "instrument",
            Unit = "{request}",
            Kind = kind,
            Temporality = MetricTemporality.Cumulative,
            IsMonotonic = true,
        };
        return new MetricSeries(
            instrument,
            new TelemetryAttributes([new(attribute, value)]),
            [.. Enumerable.Range(0, Points).Select(index => point(index) with { UnixNano = (ulong)(Begin + (index * Interval)) * 1_000_000_000 })]);
    }
}
