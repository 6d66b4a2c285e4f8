using System.Globalization;
using System.Security.Cryptography;
using Migration.TestSupport.Environments;
using Migration.TestSupport.Measuring;
using Migration.Verdict.Catalogue;
using Migration.Verdict.Judging;
using Migration.Verdict.Model;
using Migration.Verdict.Reading;
using Migration.Verdict.Reports;

namespace Migration.Verdict.Running;

/// <summary>One run: an environment, the suites one after another, the judgement, the report.</summary>
internal sealed class VerdictRun(VerdictRunOptions options, TextWriter output, TimeProvider time)
{
    private const int DebugPatience = 10;

    private readonly long _begin = time.GetTimestamp();
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();

    /// <exception cref="NoVerdictException">There is none.</exception>
    public async Task<Outcome> RunAsync(CancellationToken cancellationToken)
    {
        // Whatever can be wrong with what was asked for is found before minutes are spent.
        var wanted = SuiteCatalogue.Find(options.Suites);
        wanted = options.Test is null ? wanted : SuiteCatalogue.With(options.Test, wanted);
        var previous = options.Compare is null ? null : PreviousReport.Read(options.Compare);
        var given = ReadTarget();
        if (given is not null)
        {
            await TargetProbe.RequireAsync(given, cancellationToken);
        }

        var run = string.Create(
            CultureInfo.InvariantCulture, $"{_startedAt:yyyyMMdd-HHmmss}-{RandomNumberGenerator.GetHexString(4, lowercase: true)}");
        var folder = RunFolder.Create(options.Output ?? Path.Combine(DefaultRoot(), run));

        var suites = given is not null
            ? await RunSuitesAsync(wanted, target => NewRunner(target, folder, run), given, null, cancellationToken)
            : await RunSuitesAsync(wanted, folder, run, cancellationToken);
        var criteria = Judge.JudgeAll(suites);
        var report = new VerdictReport
        {
            Format = VerdictReport.CurrentFormat,
            Run = run,
            StartedAt = _startedAt,
            Seconds = time.GetElapsedTime(_begin).TotalSeconds,
            Source = await SourceVersion.ReadAsync(cancellationToken),
            Target = given is null ? "an environment started for this run" : $"the environment at {given.Addresses.Monolith}",
            Machine = Machine.Describe(),
            Outcome = criteria.ToOutcome(),
            Criteria = criteria,
            Suites = suites,
            ZeroTraffic = ZeroTraffic.Of(suites),
            Comparison = previous is null ? null : Compare.With(previous, criteria),
        };

        // Nothing is said before it is written.
        var path = new ReportFiles().Write(report, folder.Path);
        ConsoleReport.Write(output, report, path);
        return report.Outcome;
    }

    private static EnvironmentTarget? ReadTarget()
    {
        try
        {
            return TargetSettings.Read();
        }
        catch (TargetException exception)
        {
            throw new NoVerdictException(exception.Message, exception);
        }
    }

    /// <summary>artifacts/verdict, beside artifacts/bin, where this program is.</summary>
    private static string DefaultRoot() => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "verdict"));

    private async Task<IReadOnlyList<SuiteResult>> RunSuitesAsync(
        IReadOnlyList<SuiteDefinition> wanted, RunFolder folder, string run, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync("Starting the environment.");
        await using var environment = await StartedEnvironment.StartAsync(output.WriteLine, cancellationToken);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"It is up after {time.GetElapsedTime(_begin).TotalSeconds:0.0} s."));
        var suites = await RunSuitesAsync(wanted, target => NewRunner(target, folder, run), environment.Target, environment.Intermission, cancellationToken);
        environment.WriteLogs(folder.Logs);
        if (options.IsDebug)
        {
            var addresses = environment.Target.Addresses;
            await output.WriteLineAsync($"The environment stays until Enter is pressed: monolith {addresses.Monolith}, listings {addresses.Listings}, search {addresses.Search}, DataSync {addresses.DataSync}, proxies {addresses.FaultProxy}.");
            await Console.In.ReadLineAsync(cancellationToken);
        }

        return suites;
    }

    private SuiteRunner NewRunner(EnvironmentTarget target, RunFolder folder, string run)
        => new(target, folder, run, output.WriteLine) { Patience = options.IsDebug ? DebugPatience : 1 };

    private async Task<IReadOnlyList<SuiteResult>> RunSuitesAsync(
        IReadOnlyList<SuiteDefinition> wanted, Func<EnvironmentTarget, SuiteRunner> runnerOf, EnvironmentTarget target, Intermission? intermission, CancellationToken cancellationToken)
    {
        var results = new Dictionary<string, SuiteResult>(StringComparer.Ordinal);
        foreach (var suite in wanted.Where(suite => !results.ContainsKey(suite.Name)))
        {
            // Once only: in a repetition the guest would be done before the pause.
            var guest = options.Repeat == 1 ? wanted.FirstOrDefault(other => other.PauseOf == suite.Name) : null;

            // One receiver of telemetry is there at a time, and that is the host's.
            var visit = guest is null ? null : intermission?.InviteAsync(() => RunSuiteAsync(guest, runnerOf(target with { Telemetry = null }), cancellationToken));
            results[suite.Name] = await RunSuiteAsync(suite, runnerOf(target), cancellationToken);
            ConsoleReport.WriteSuite(output, results[suite.Name]);
            intermission?.Begin();
            if (visit is not null)
            {
                results[guest!.Name] = await visit;
                ConsoleReport.WriteSuite(output, results[guest.Name]);
            }
        }

        return [.. SuiteCatalogue.All.Select(suite => results.GetValueOrDefault(suite.Name) ?? SuiteReader.Unreported(suite, CheckState.NotRun, "Another suite was asked for."))];
    }

    private async Task<SuiteResult> RunSuiteAsync(SuiteDefinition suite, SuiteRunner runner, CancellationToken cancellationToken)
    {
        var result = await RunOnceAsync(suite, runner, cancellationToken);
        for (var number = 2; number <= options.Repeat && result.Checks.All(check => check.State is CheckState.Pass or CheckState.NotRun); number++)
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"It passes. Run {number} of {options.Repeat}:"));
            result = await RunOnceAsync(suite, runner, cancellationToken);
        }

        return result;
    }

    private async Task<SuiteResult> RunOnceAsync(SuiteDefinition suite, SuiteRunner runner, CancellationToken cancellationToken)
    {
        if (options.Test is not { } test)
        {
            return await runner.RunAsync(suite, filter: null, cancellationToken);
        }

        var result = await runner.RunAsync(suite, $"FullyQualifiedName~{test}", cancellationToken);
        return result with
        {
            Checks = [.. result.Checks.Select(check => SuiteCatalogue.IsNamed(check.Test, test)
                ? check
                : check with { State = CheckState.NotRun, Reason = "Another check was asked for." })],
        };
    }
}
