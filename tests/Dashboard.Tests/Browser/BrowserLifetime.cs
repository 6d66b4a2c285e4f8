namespace Migration.Dashboard.Tests.Browser;

[TestClass]
public static class BrowserLifetime
{
    [AssemblyCleanup]
    public static Task EndBrowserAsync() => Chromium.EndAsync();
}
