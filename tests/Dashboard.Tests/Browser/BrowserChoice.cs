namespace Migration.Dashboard.Tests.Browser;

/// <summary>Which browser the tests take: the one that is named, else the first of those that Debian and others install.</summary>
/// <param name="Executable">Null if there is none.</param>
/// <param name="Reason">Why there is none, and what to do; empty if there is one.</param>
internal sealed record BrowserChoice(string? Executable, string Reason)
{
    /// <summary>Names a Chromium or Chrome that lies elsewhere.</summary>
    public const string PathVariable = "CHROMIUM_PATH";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    /// <param name="named">What <see cref="PathVariable"/> says. Where it is wrong no other one is taken in its place: somebody wanted this one.</param>
    /// <param name="path">The folders in which the system looks for programs.</param>
    public static BrowserChoice Of(string? named, string? path)
    {
        if (!string.IsNullOrEmpty(named))
        {
            return File.Exists(named) ? new(named, "") : new(null, $"{PathVariable} names {named}, which is not there.");
        }

        var found = (path ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
        return new(found, found is null ? $"Install Debian's package chromium, or name a Chromium or Chrome in {PathVariable}." : "");
    }
}
