using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;
using Migration.TestSupport.Measuring;
using Migration.Verdict.Model;

namespace Migration.Verdict.Reports;

/// <summary>The report for people: one file that needs nothing else, not even a network.</summary>
internal static class HtmlReport
{
    public static string Write(VerdictReport report)
    {
        var html = new StringBuilder();
        Add(html, $"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{report.Outcome.ToWord()} – run {report.Run}</title>");
        html.Append("<style>").Append(Style()).Append("</style></head><body><main>\n");
        Add(html, $"<header class=\"{Class(report.Outcome)}\"><h1>{report.Outcome.ToWord()}</h1><p>{ReportText.Counts(report)}</p></header>\n");
        Add(html, $"<dl><dt>Run</dt><dd>{report.Run}</dd><dt>Started</dt><dd>{report.StartedAt.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC, took {Number(report.Seconds)} s</dd><dt>Source</dt><dd>{report.Source}</dd><dt>Target</dt><dd>{report.Target}</dd>");
        Add(html, $"<dt>Machine</dt><dd>{report.Machine.Processor}, {report.Machine.Cores.ToString(CultureInfo.InvariantCulture)} cores, {report.Machine.MemoryMegabytes.ToString("N0", CultureInfo.InvariantCulture)} MB, {report.Machine.System}, {report.Machine.Runtime}</dd></dl>\n");
        foreach (var group in report.Criteria.GroupBy(criterion => criterion.Severity).OrderBy(group => group.Key))
        {
            AddCriteria(html, group.Key, group);
        }

        AddZeroTraffic(html, report.ZeroTraffic);
        AddComparison(html, report.Comparison);
        foreach (var suite in report.Suites)
        {
            AddSuite(html, suite);
        }

        html.Append("</main></body></html>\n");
        return html.ToString();
    }

    private static void AddCriteria(StringBuilder html, Severity severity, IEnumerable<CriterionResult> criteria)
    {
        Add(html, $"<h2>Criteria: {severity.ToWord()}</h2><table><thead><tr><th>Criterion<th>State<th>Actual<th>Limit<th>Samples<th>Evidence</tr></thead><tbody>\n");
        foreach (var criterion in criteria)
        {
            var samples = criterion.Samples?.ToString("N0", CultureInfo.InvariantCulture) ?? string.Empty;
            Add(html, $"<tr><td>{criterion.Title}<td class=\"{Class(criterion.State)}\">{criterion.State.ToWord()}<td>{criterion.Actual}<td>{criterion.Limit}<td>{samples}<td>{ReportText.Short(criterion.Reason)} ");
            foreach (var check in criterion.Checks.Count <= 3 ? criterion.Checks : [])
            {
                Add(html, $"<a href=\"#{Anchor(check)}\">{check}</a> ");
            }

            html.Append("</tr>\n");
        }

        html.Append("</tbody></table>\n");
    }

    private static void AddZeroTraffic(StringBuilder html, IReadOnlyList<ZeroTrafficRow> rows)
    {
        html.Append("<h2>Expected at 0 % traffic</h2><table><thead><tr><th>What<th>Expected<th>Actual<th>State</tr></thead><tbody>\n");
        foreach (var row in rows)
        {
            Add(html, $"<tr><td>{row.What}<td>{row.Expected}<td>{row.Actual}<td class=\"{row.State.ToLowerInvariant()}\">{row.State}</tr>\n");
        }

        html.Append("</tbody></table>\n");
    }

    private static void AddComparison(StringBuilder html, ReportComparison? comparison)
    {
        if (comparison is null)
        {
            return;
        }

        Add(html, $"<h2>Since run {comparison.PreviousRun} ({comparison.PreviousSource}): it was {comparison.PreviousOutcome.ToWord()}</h2>");
        html.Append(comparison.Changes.Count == 0 ? "<p>No criterion has changed.</p>" : "<table><thead><tr><th>Criterion<th>Before<th>Now<th>Change</tr></thead><tbody>\n");
        foreach (var change in comparison.Changes)
        {
            Add(html, $"<tr><td>{change.Title}<td>{change.Before}<td>{change.Now}<td>{change.Change}</tr>\n");
        }

        html.Append(comparison.Changes.Count == 0 ? string.Empty : "</tbody></table>\n");
    }

    private static void AddSuite(StringBuilder html, SuiteResult suite)
    {
        Add(html, $"<h2>{suite.Name} <small>{suite.Title}</small></h2><p class=\"{Class(suite.State)}\">{suite.State.ToWord()}: {suite.Count(CheckState.Pass).ToString(CultureInfo.InvariantCulture)} of {suite.Checks.Count.ToString(CultureInfo.InvariantCulture)} checks pass, {Number(suite.Seconds)} s. {ReportText.Short(suite.Reason)} <a href=\"logs/{suite.Name}.log\">log</a> <a href=\"trx/{suite.Name}.trx\">TRX</a></p>\n<ol>\n");
        foreach (var check in suite.Checks)
        {
            AddCheck(html, suite.Name, check);
        }

        html.Append("</ol>\n");
    }

    private static void AddCheck(StringBuilder html, string suite, CheckResult check)
    {
        Add(html, $"<li id=\"{Anchor($"{suite} {check.Number}")}\"><b class=\"{Class(check.State)}\">{check.State.ToWord()}</b> {check.Title} <small>{check.Test ?? string.Empty} {Number(check.Seconds)} s</small>");
        if (check.Reason.Length > 0)
        {
            Add(html, $"<pre>{check.Reason}</pre>");
        }

        foreach (var measurement in check.Measurements)
        {
            AddMeasurement(html, measurement);
        }

        if (check.Output.Count > 0)
        {
            Add(html, $"<details><summary>what it wrote</summary><pre>{string.Join('\n', check.Output)}</pre></details>");
        }

        html.Append("</li>\n");
    }

    private static void AddMeasurement(StringBuilder html, Measurement measurement)
    {
        var measure = Measures.All.FirstOrDefault(known => known.Id == measurement.Measure);
        var value = measure?.Format(measurement.Value) ?? Number(measurement.Value);
        Add(html, $"<p>{measure?.Title ?? measurement.Measure}: <b>{value}</b> {measure?.LimitText ?? string.Empty}, {measurement.Samples.ToString("N0", CultureInfo.InvariantCulture)} samples. {measurement.Note ?? string.Empty}</p>");
        html.Append(HistogramPlot.Draw(measurement.Histogram, measure?.Unit ?? string.Empty));
        if (measurement.TraceId is { } trace)
        {
            Add(html, $"<p>Trace <code>{trace}</code>: in the dashboard of a running environment, /traces/{trace}</p>");
        }

        if (measurement.Log.Count > 0)
        {
            Add(html, $"<pre>{string.Join('\n', measurement.Log)}</pre>");
        }
    }

    /// <summary>Everything that is put in is encoded: tests may write what they like.</summary>
    private static void Add(StringBuilder html, FormattableString text)
        => html.AppendFormat(CultureInfo.InvariantCulture, text.Format, [.. text.GetArguments().Select(argument => WebUtility.HtmlEncode(argument?.ToString()))]);

    private static string Class(Outcome outcome) => outcome.ToWord().Replace(' ', '-').ToLowerInvariant();

    private static string Class(CheckState state) => state.ToWord().ToLowerInvariant();

    private static string Anchor(string check) => check.Replace(' ', '-');

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Style()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("report.css")!);
        return reader.ReadToEnd();
    }
}
