using System.CommandLine;
using Migration.Verdict.Model;
using Migration.Verdict.Running;

namespace Migration.Verdict.Commands;

/// <summary>The run of the suites, which is what the program is for.</summary>
internal static class VerdictCommand
{
    public static RootCommand Create()
    {
        var suite = new Option<string[]>("--suite") { Description = "Only this suite; can be given more than once. The verdict then is INCONCLUSIVE at best." };
        var test = new Option<string?>("--test") { Description = "Only checks with this in their test's name." };
        var output = new Option<string?>("--output") { Description = "An empty or new folder for report, TRX, evidence and logs. Default: artifacts/verdict/RUN." };
        var compare = new Option<string?>("--compare") { Description = "The report.json of an earlier run: what has changed since is shown." };
        var repeat = new Option<int>("--repeat") { Description = "So many times, until a check does not pass.", DefaultValueFactory = _ => 1 };
        var debug = new Option<bool>("--debug") { Description = "Ten times the time for each suite; the environment stays, its addresses said, until Enter is pressed." };
        var root = new RootCommand(
            "Runs the suites against one environment, its own or the one that the settings Target__… give, and answers GO (exit code 0), NO-GO (1) or INCONCLUSIVE (2). No verdict: 3.")
        {
            suite, test, output, compare, repeat, debug,
        };
        root.SetAction((parsed, cancellationToken) => Guard.RunAsync(async () =>
        {
            var options = new VerdictRunOptions
            {
                Suites = parsed.GetValue(suite) ?? [],
                Test = parsed.GetValue(test),
                Output = parsed.GetValue(output),
                Compare = parsed.GetValue(compare),
                Repeat = parsed.GetValue(repeat) is >= 1 and var times ? times : throw new NoVerdictException($"--repeat is {parsed.GetValue(repeat)}, it must be 1 or more."),
                IsDebug = parsed.GetValue(debug),
            };
            return (await new VerdictRun(options, Console.Out, TimeProvider.System).RunAsync(cancellationToken)).ToExitCode();
        }));
        root.Subcommands.Add(WatchCommand.Create());
        root.Subcommands.Add(WeaveCommand.Create());
        root.Subcommands.Add(ProveCommand.Create());
        return root;
    }
}
