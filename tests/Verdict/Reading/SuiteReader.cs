using System.Globalization;
using Migration.TestSupport.Measuring;
using Migration.Verdict.Catalogue;
using Migration.Verdict.Model;

namespace Migration.Verdict.Reading;

/// <summary>Makes a suite's result of what it has reported: each check that it must have is there, whether reported or not.</summary>
internal static class SuiteReader
{
    private const int ShownLines = 40;

    /// <summary>A suite that has not reported at all: every check in this state, for this reason.</summary>
    public static SuiteResult Unreported(SuiteDefinition suite, CheckState state, string reason) => new()
    {
        Name = suite.Name,
        Title = suite.Title,
        Reason = reason,
        Checks = [.. suite.Checks.Select(check => new CheckResult { Number = check.Number, Title = check.Title, Test = check.Test, State = state, Reason = reason })],
    };

    /// <param name="suite">As it must be.</param>
    /// <param name="results">As it was reported.</param>
    /// <param name="evidence">What its tests have measured.</param>
    /// <param name="unfinished">Why its process did not come to its end; null if it did.</param>
    public static SuiteResult Read(
        SuiteDefinition suite, IReadOnlyList<TrxResult> results, IReadOnlyDictionary<string, EvidenceFile> evidence, string? unfinished)
    {
        var byTest = results.GroupBy(result => result.Test, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        var bound = suite.Checks.Select(check => check.Test).ToHashSet(StringComparer.Ordinal);

        // A test that no check names takes the place of a check that names no test, under its own name.
        var free = new Queue<string>(results.Select(result => result.Test).Distinct(StringComparer.Ordinal).Where(test => !bound.Contains(test)));
        var checks = new List<CheckResult>();
        foreach (var check in suite.Checks)
        {
            var taken = check.Test is null && free.TryDequeue(out var test) ? check with { Test = test, Title = Sentence(test) } : check;
            checks.Add(taken.Test is not null && byTest.TryGetValue(taken.Test, out var found)
                ? Judge(taken, found, evidence.GetValueOrDefault(taken.Test))
                : Missing(taken, unfinished));
        }

        // More tests than checks: none may fail unseen.
        checks.AddRange(free.Select((test, index) => Judge(
            new CheckDefinition(suite.Checks.Count + index + 1, test, Sentence(test)), byTest[test], evidence.GetValueOrDefault(test))));
        return new SuiteResult { Name = suite.Name, Title = suite.Title, Reason = unfinished ?? string.Empty, Checks = checks };
    }

    /// <summary><c>Monolith_AskedForItsHealth_IsHealthy</c> is "Monolith, asked for its health, is healthy".</summary>
    public static string Sentence(string test)
    {
        var parts = test.Split('_').Select((part, index) => string.Concat(part.Select((letter, at) =>
            char.IsUpper(letter) && (at > 0 || index > 0)
                ? string.Create(CultureInfo.InvariantCulture, $"{(at > 0 ? " " : string.Empty)}{char.ToLowerInvariant(letter)}")
                : letter.ToString())));
        return string.Join(", ", parts);
    }

    private static CheckResult Missing(CheckDefinition check, string? unfinished) => new()
    {
        Number = check.Number,
        Title = check.Title,
        Test = check.Test,
        State = CheckState.Inconclusive,
        Reason = unfinished ?? (check.Test is null ? "The suite has no test for it." : $"The suite did not report its test {check.Test}."),
    };

    private static CheckResult Judge(CheckDefinition check, List<TrxResult> results, EvidenceFile? evidence)
    {
        var judged = results.Select(result => (State: ToState(result, evidence), result)).ToList();
        var (state, worst) = judged.MaxBy(pair => pair.State);
        return new CheckResult
        {
            Number = check.Number,
            Title = check.Title,
            Test = check.Test,
            State = state,
            Reason = state == CheckState.Pass ? string.Empty : evidence?.Reason ?? (worst.Message.Length > 0 ? worst.Message : $"The test ended as {worst.Outcome}."),
            Seconds = results.Sum(result => result.Duration.TotalSeconds),
            Output = state == CheckState.Pass ? [] : [.. worst.Output.Split('\n').TakeLast(ShownLines)],
            Measurements = evidence?.Measurements ?? [],
        };
    }

    private static CheckState ToState(TrxResult result, EvidenceFile? evidence) => result.Outcome switch
    {
        "Passed" => CheckState.Pass,
        "NotExecuted" or "NotRunnable" => CheckState.NotRun,
        "Failed" when evidence?.State is { } said => said,
        "Failed" when evidence is not null && IsShortOfSamples(evidence) => CheckState.Inconclusive,
        "Failed" or "Error" => CheckState.Fail,
        _ => CheckState.Inconclusive,
    };

    /// <summary>It failed only because it measured too little: whatever was measured enough is within its limit.</summary>
    private static bool IsShortOfSamples(EvidenceFile evidence)
    {
        var states = evidence.Measurements.Select(measurement =>
            Measures.All.FirstOrDefault(measure => measure.Id == measurement.Measure)?.Judge(measurement.Value, measurement.Samples).State).ToList();
        return states.Contains(CheckState.Inconclusive) && !states.Contains(CheckState.Fail);
    }
}
