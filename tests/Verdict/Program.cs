using Migration.Verdict.Commands;
using Migration.Verdict.Model;

var invocation = VerdictCommand.Create().Parse(args);
return invocation.Errors.Count > 0 ? Math.Max(await invocation.InvokeAsync(), OutcomeExtensions.NoVerdict) : await invocation.InvokeAsync();
