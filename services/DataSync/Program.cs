using System.CommandLine;
using Migration.DataSync;
using Migration.DataSync.Verification;

return args.Length > 0 && string.Equals(args[0], VerifyCommand.Name, StringComparison.Ordinal)
    ? await new RootCommand("Keeps svetubd and listings the same.") { VerifyCommand.Create() }.Parse(args).InvokeAsync()
    : await DataSyncApplication.RunAsync(args);
