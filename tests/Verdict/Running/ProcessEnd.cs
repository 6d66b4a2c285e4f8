namespace Migration.Verdict.Running;

/// <summary>How a suite's process ended; <paramref name="ExitCode"/> is null if it was ended for taking too long.</summary>
internal sealed record ProcessEnd(int? ExitCode, TimeSpan Duration, IReadOnlyList<string> LastLines);
