using System.Diagnostics;
using System.Globalization;
using System.Xml;
using Migration.TestSupport.Environments;
using Migration.TestSupport.Measuring;
using Migration.Verdict.Catalogue;
using Migration.Verdict.Model;
using Migration.Verdict.Reading;

namespace Migration.Verdict.Running;

/// <summary>Runs suites against one environment, one after another.</summary>
/// <param name="target">The environment; null: each suite starts its own.</param>
/// <param name="folder">Where they leave everything.</param>
/// <param name="run">What evidence of this run is marked with.</param>
/// <param name="say">Told what runs.</param>
internal sealed class SuiteRunner(EnvironmentTarget? target, RunFolder folder, string run, Action<string> say)
{
    /// <summary>What the runner exits with when tests failed; anything else above 0 means that it did not come to its end.</summary>
    private const int TestsFailed = 2;

    /// <summary>The test platform's own limit comes first, so that it can report; this much later the process is ended.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    /// <value>Environment variables for the suites, besides those of the target. Default none.</value>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <value>How many times its usual time a suite has. Default 1.</value>
    public int Patience { get; init; } = 1;

    /// <param name="suite">The suite.</param>
    /// <param name="filter">Which of its tests, as the test platform says it: <c>FullyQualifiedName~Breaker</c>; null for all.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public async Task<SuiteResult> RunAsync(SuiteDefinition suite, string? filter, CancellationToken cancellationToken)
    {
        if (SuiteProgram.Find(suite) is not { } program)
        {
            return SuiteReader.Unreported(suite, CheckState.NotRun, $"tests/{suite.Name} is not in this source tree, or was not built.");
        }

        say($"{suite.Name}: {suite.Title}");
        folder.Forget(suite.Name);
        var log = Path.Combine(folder.Logs, $"{suite.Name}.log");
        var end = await SuiteProcess.RunAsync(Start(suite, program, filter), (suite.Limit * Patience) + Grace, log, cancellationToken);
        return Read(suite, end) with { Seconds = end.Duration.TotalSeconds };
    }

    private ProcessStartInfo Start(SuiteDefinition suite, string program, string? filter)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Path.GetDirectoryName(program)!,
            ArgumentList =
            {
                program, "--report-trx", "--report-trx-filename", Path.GetFileName(folder.TrxOf(suite.Name)), "--results-directory", folder.Trx,
                "--timeout", string.Create(CultureInfo.InvariantCulture, $"{suite.Limit.TotalSeconds * Patience:0}s"), "--progress", "off", "--ansi", "off",
            },
        };
        if (filter is not null)
        {
            start.ArgumentList.Add("--filter");
            start.ArgumentList.Add(filter);
        }

        foreach (var (name, value) in target is null ? Variables : TargetSettings.ToVariables(target).Concat(Variables))
        {
            start.Environment[name] = value;
        }

        start.Environment[Evidence.DirectoryVariable] = folder.Evidence(suite.Name);
        start.Environment[Evidence.RunVariable] = run;
        return start;
    }

    private SuiteResult Read(SuiteDefinition suite, ProcessEnd end)
    {
        var unfinished = end.ExitCode is null ? $"The suite was ended after {(suite.Limit * Patience) + Grace}."
            : end.ExitCode is not (0 or TestsFailed) ? $"The suite did not come to its end: exit code {end.ExitCode}. It wrote last: {string.Join(" | ", end.LastLines.TakeLast(3))}"
            : null;
        var path = folder.TrxOf(suite.Name);
        if (!File.Exists(path))
        {
            return SuiteReader.Unreported(suite, CheckState.Inconclusive, unfinished ?? "The suite has left no report.");
        }

        try
        {
            using var file = File.OpenRead(path);
            return SuiteReader.Read(suite, TrxFile.Read(file), EvidenceReader.Read(folder.Evidence(suite.Name), run, say), unfinished);
        }
        catch (XmlException exception)
        {
            return SuiteReader.Unreported(suite, CheckState.Inconclusive, $"The suite's report {path} cannot be read: {exception.Message}");
        }
    }
}
