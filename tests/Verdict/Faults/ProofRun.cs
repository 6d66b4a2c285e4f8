using System.Globalization;
using Migration.TestSupport.Measuring;
using Migration.Verdict.Catalogue;
using Migration.Verdict.Model;
using Migration.Verdict.Running;

namespace Migration.Verdict.Faults;

/// <summary>
/// Runs each check without a fault, where it must pass, and then with the fault that it must find, where it must not. Each time in an environment of its
/// own: what a fault has done to the data must not help the next one to be found.
/// </summary>
internal sealed class ProofRun(TextWriter output, TimeProvider time)
{
    /// <summary>The environment variable that switches a fault on.</summary>
    private const string Setting = "Seeded__Fault";

    /// <summary>Seconds of the load: fewer than a verdict's sixty, and as many as a percentile and an error rate need at least.</summary>
    private const string ShortLoad = "32";

    /// <summary>Prints a table as it goes, a row for each fault.</summary>
    /// <returns>Whether every fault was found.</returns>
    /// <exception cref="NoVerdictException">This build has no faults in it, or there is no such fault.</exception>
    public async Task<bool> RunAsync(IReadOnlyList<SeededFaultDefinition> faults, string? folder, CancellationToken cancellationToken)
    {
        RequireFaults();
        var root = Path.GetFullPath(folder ?? Path.Combine(
            AppContext.BaseDirectory, "..", "..", "..", "verdict", string.Create(CultureInfo.InvariantCulture, $"proof-{time.GetUtcNow():yyyyMMdd-HHmmss}")));
        var begin = time.GetTimestamp();
        await output.WriteLineAsync("| | seeded fault | what is wrong | check | without | with |");
        await output.WriteLineAsync("|---|---|---|---|---|---|");
        var found = 0;
        foreach (var suite in faults.GroupBy(fault => fault.Suite, StringComparer.Ordinal))
        {
            // Each check once without a fault, all of a suite in one run.
            var green = await RunAsync(suite.Key, [.. suite.Select(fault => fault.Check).Distinct(StringComparer.Ordinal)], Path.Combine(root, $"none-{suite.Key}"), fault: null, cancellationToken);
            foreach (var fault in suite)
            {
                var red = await RunAsync(fault.Suite, [fault.Check], Path.Combine(root, fault.Name), fault.Name, cancellationToken);
                var (without, with) = (green.Checks.Single(check => check.Test == fault.Check), red.Checks.Single(check => check.Test == fault.Check));
                var isFound = without.State == CheckState.Pass && with.State == CheckState.Fail;
                found += isFound ? 1 : 0;
                await output.WriteLineAsync($"| {(isFound ? "found" : "**MISSED**")} | {fault.Name} | {fault.Title} | {fault.Suite}: {with.Title} | {without.State.ToWord()} | {with.State.ToWord()}{(HasNotStarted(with) ? ", not started" : string.Empty)} |");
                foreach (var wrong in new[] { without }.Where(check => check.State != CheckState.Pass))
                {
                    await output.WriteLineAsync($"Without a fault: {wrong.Reason}");
                }
            }
        }

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"\n{found} of {faults.Count} faults found in {time.GetElapsedTime(begin).TotalSeconds:0} s. Logs: {root}"));
        return found == faults.Count;
    }

    /// <summary>The environment did not come up, or could not be warmed up: the fault was found before its check was asked.</summary>
    private static bool HasNotStarted(CheckResult check) => check.Reason.StartsWith("Assembly Initialization", StringComparison.Ordinal);

    private static void RequireFaults()
    {
#if !FAULTS
        throw new NoVerdictException("This build has no faults in it. `make prove` weaves them in, builds with -p:Faults=true into a folder of its own, and runs the proof there.");
#endif
    }

    private static async Task<SuiteResult> RunAsync(string suite, IReadOnlyList<string> tests, string folder, string? fault, CancellationToken cancellationToken)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["Load__Seconds"] = ShortLoad };
        if (fault is not null)
        {
            variables[Setting] = fault;
        }

        var runner = new SuiteRunner(target: null, RunFolder.Create(folder), fault ?? "none", static _ => { }) { Variables = variables };
        return await runner.RunAsync(SuiteCatalogue.Find([suite])[0], string.Join('|', tests.Select(test => $"FullyQualifiedName~{test}")), cancellationToken);
    }
}
