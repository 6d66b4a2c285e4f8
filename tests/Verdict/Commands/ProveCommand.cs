using System.CommandLine;
using Migration.Verdict.Faults;

namespace Migration.Verdict.Commands;

/// <summary>Does each check find what it is for?</summary>
internal static class ProveCommand
{
    public static Command Create()
    {
        var fault = new Option<string[]>("--fault") { Description = "Only this fault; can be given more than once." };
        var suite = new Option<string[]>("--suite") { Description = "Only faults that a check of this suite must find; can be given more than once." };
        var output = new Option<string?>("--output") { Description = "A new folder for what the runs leave. Default: artifacts/verdict/proof-TIME." };
        var command = new Command("prove", "Switches on one seeded fault after the other and runs the check that must find it. Exit code 0: all were found.") { fault, suite, output };
        command.SetAction((parsed, cancellationToken) => Guard.RunAsync(async () =>
            await new ProofRun(Console.Out, TimeProvider.System).RunAsync(
                FaultCatalogue.Find(parsed.GetValue(fault) ?? [], parsed.GetValue(suite) ?? []), parsed.GetValue(output), cancellationToken) ? 0 : 1));
        return command;
    }
}
