using System.Runtime.InteropServices;
using Migration.Verdict.Model;

namespace Migration.Verdict.Running;

/// <summary>Names the machine, so that figures are not compared across machines unseen.</summary>
internal static class Machine
{
    private const string CpuInfo = "/proc/cpuinfo";

    public static MachineInfo Describe() => new(
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        Processor(),
        Environment.ProcessorCount,
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1_000_000);

    private static string Processor()
        => (File.Exists(CpuInfo) ? File.ReadLines(CpuInfo).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null)?.Split(':', 2)[1].Trim()
            ?? RuntimeInformation.ProcessArchitecture.ToString();
}
