namespace Migration.Verdict.Model;

/// <summary>What was measured on.</summary>
internal sealed record MachineInfo(string System, string Runtime, string Processor, int Cores, long MemoryMegabytes);
