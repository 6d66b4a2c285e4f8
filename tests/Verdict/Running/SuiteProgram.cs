using Migration.Verdict.Catalogue;

namespace Migration.Verdict.Running;

/// <summary>Where the suites' built programs are: beside this one, <c>artifacts/bin/Smoke.Suite/debug/Migration.Smoke.Suite.dll</c>.</summary>
internal static class SuiteProgram
{
    public static string? Find(SuiteDefinition suite)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var path = Path.Combine(own.Parent!.Parent!.FullName, suite.Project, own.Name, $"Migration.{suite.Project}.dll");
        return File.Exists(path) ? path : null;
    }
}
