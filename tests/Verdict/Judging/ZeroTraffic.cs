using Migration.TestSupport.Measuring;
using Migration.Verdict.Model;

namespace Migration.Verdict.Judging;

/// <summary>The table "expected at 0 % traffic": what was measured while nobody was moved, and what data does meanwhile.</summary>
internal static class ZeroTraffic
{
    private const string Nothing = "–";

    private static readonly Measure[] Measured = [Measures.MonolithShareAtZero, Measures.FallbacksAtZero, Measures.ErrorsAtZero];

    public static IReadOnlyList<ZeroTrafficRow> Of(IReadOnlyList<SuiteResult> suites)
    {
        var rows = Measured.Select(measure => Row(measure, suites)).ToList();
        var data = suites.First(suite => suite.Name == "DataConsistency");
        var ran = data.Checks.Any(check => check.State != CheckState.NotRun);
        rows.Add(new ZeroTrafficRow(
            "Data in step, both ways", "all, where DataSync runs", ran ? $"{data.Count(CheckState.Pass)} of {data.Checks.Count} checks pass" : Nothing, data.State.ToWord()));
        return rows;
    }

    private static ZeroTrafficRow Row(Measure measure, IReadOnlyList<SuiteResult> suites)
    {
        var found = suites.SelectMany(suite => suite.Checks).SelectMany(check => check.Measurements).FirstOrDefault(measurement => measurement.Measure == measure.Id);
        return found is null
            ? new ZeroTrafficRow(measure.Title, measure.LimitText, Nothing, CheckState.Inconclusive.ToWord())
            : new ZeroTrafficRow(measure.Title, measure.LimitText, measure.Format(found.Value), measure.Judge(found.Value, found.Samples).State.ToWord());
    }
}
