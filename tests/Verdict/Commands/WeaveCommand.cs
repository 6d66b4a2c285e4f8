using System.CommandLine;
using Migration.Verdict.Faults;
using Migration.Verdict.Model;

namespace Migration.Verdict.Commands;

/// <summary>Prepares the build of <c>make prove</c>.</summary>
internal static class WeaveCommand
{
    public static Command Create()
    {
        var command = new Command("weave", "Writes the sources with the seeded faults into artifacts/woven, for a build with -p:Faults=true.");
        command.SetAction((_, _) => Guard.RunAsync(async () =>
        {
            var root = FindRoot();
            var target = Path.Combine(root, "artifacts", "woven");
            var count = Weaver.Weave(root, target);
            await Console.Out.WriteLineAsync($"{FaultCatalogue.All.Count} faults woven into {count} sources: {target}");
            return 0;
        }));
        return command;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Migration.sln")))
            {
                return folder.FullName;
            }
        }

        throw new NoVerdictException($"No source tree is above {AppContext.BaseDirectory}: there is nothing to weave faults into.");
    }
}
