namespace Migration.Hosting.Runtime.Processes;

/// <summary>A process in /proc.</summary>
/// <param name="ProcessId">Its id.</param>
/// <param name="ParentId">Its parent's id.</param>
/// <param name="StartTicks">When it started, clock ticks since boot: with the id it names a process for good.</param>
internal sealed record ProcessEntry(int ProcessId, int ParentId, long StartTicks);
