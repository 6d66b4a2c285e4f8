using System.Runtime.InteropServices;

namespace Migration.Hosting.Runtime;

/// <summary>The .NET installation that this host runs on; services run on the same.</summary>
internal static class DotnetLocation
{
    private static readonly string ProgramName = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";

    /// <summary>The installation's folder; null when it could not be found.</summary>
    public static string? Root { get; } = FindRoot();

    /// <summary>The dotnet program: a full path, or its name for PATH to resolve.</summary>
    public static string Program { get; } = Root is null ? ProgramName : Path.Combine(Root, ProgramName);

    // …/dotnet/shared/Microsoft.NETCore.App/10.0.1/ is the runtime's folder.
    private static string? FindRoot()
    {
        var runtime = Path.TrimEndingDirectorySeparator(RuntimeEnvironment.GetRuntimeDirectory());
        var root = Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(runtime)));
        return root is not null && File.Exists(Path.Combine(root, ProgramName)) ? root : null;
    }
}
