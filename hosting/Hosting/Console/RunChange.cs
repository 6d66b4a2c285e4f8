namespace Migration.Hosting.RunConsole;

/// <summary>A row before and after an event that changed its phase.</summary>
internal sealed record RunChange(RunRow Before, RunRow After);
