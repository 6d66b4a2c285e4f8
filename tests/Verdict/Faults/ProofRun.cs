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

    /// <returns>Whether every fault was found.</returns>
    /// <exception cref="NoVerdictException">This build has no faults in it, or there is no such fault.</exception>
    public async Task<bool> RunAsync(IReadOnlyCollection<string> names, string? folder, CancellationToken cancellationToken)
    {
        var faults = FaultCatalogue.Find(names);
        RequireFaults();
        var root = Path.GetFullPath(folder ?? Path.Combine(
            AppContext.BaseDirectory, "..", "..", "..", "verdict", string.Create(CultureInfo.InvariantCulture, $"proof-{time.GetUtcNow():yyyyMMdd-HHmmss}")));
        var without = new Dictionary<string, CheckState>(StringComparer.Ordinal);
        foreach (var suite in faults.GroupBy(fault => fault.Suite, StringComparer.Ordinal))
        {
            var result = await RunAsync(suite.Key, [.. suite.Select(fault => fault.Check).Distinct(StringComparer.Ordinal)], Path.Combine(root, $"none-{suite.Key}"), fault: null, cancellationToken);
            foreach (var check in result.Checks.Where(check => check.Test is not null))
            {
                without[check.Test!] = check.State;
            }
        }

        var found = 0;
        foreach (var fault in faults)
        {
            var result = await RunAsync(fault.Suite, [fault.Check], Path.Combine(root, fault.Name), fault.Name, cancellationToken);
            var check = result.Checks.Single(check => check.Test == fault.Check);
            var before = without.GetValueOrDefault(fault.Check, CheckState.NotRun);
            var isFound = before == CheckState.Pass && check.State is CheckState.Fail;
            found += isFound ? 1 : 0;
            await output.WriteLineAsync($"{(isFound ? "found " : "MISSED")} {fault.Name,-30} {before.ToWord(),-6} -> {check.State.ToWord(),-12} {fault.Suite}: {check.Title}");
        }

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{found} of {faults.Count} faults found. Logs: {root}"));
        return found == faults.Count;
    }

    private static void RequireFaults()
    {
#if !FAULTS
        throw new NoVerdictException("This build has no faults in it. `make prove` weaves them in, builds with -p:Faults=true into a folder of its own, and runs the proof there.");
#endif
    }

    private static async Task<SuiteResult> RunAsync(string suite, IReadOnlyList<string> tests, string folder, string? fault, CancellationToken cancellationToken)
    {
        var variables = fault is null ? new Dictionary<string, string>(StringComparer.Ordinal) : new Dictionary<string, string>(StringComparer.Ordinal) { [Setting] = fault };
        var runner = new SuiteRunner(target: null, RunFolder.Create(folder), fault ?? "none", static _ => { }) { Variables = variables };
        return await runner.RunAsync(SuiteCatalogue.Find([suite])[0], string.Join('|', tests.Select(test => $"FullyQualifiedName~{test}")), cancellationToken);
    }
}
