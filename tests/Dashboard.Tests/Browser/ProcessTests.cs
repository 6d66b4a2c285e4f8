using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Migration.Dashboard.Tests.Browser;

/// <summary>The program itself, from its build output, whatever folder and environment it is started in: its pages must be live.</summary>
[TestClass]
public sealed partial class ProcessTests(TestContext testContext)
{
    private static readonly string Program = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "Dashboard", new DirectoryInfo(AppContext.BaseDirectory).Name, "Migration.Dashboard.dll"));

    [TestMethod]
    [DataRow("Production")]
    [DataRow("Development")]
    public async Task Program_FromAnotherFolder_IsLive(string environment)
    {
        await RunAsync(
            environment,
            ["--Kestrel:Endpoints:http:Url=http://127.0.0.1:0", "--Kestrel:Endpoints:otlp:Url=http://127.0.0.1:0", "--Kestrel:Endpoints:otlp-http:Url=http://127.0.0.1:0"],
            async session =>
            {
                await session.GoAsync("/traces");

                await Expect(session.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Traces");
            });
    }

    /// <summary>What <c>make dashboard FILE=…</c> starts: no port is given, and the usual ones may be the environment's own dashboard's.</summary>
    [TestMethod]
    public async Task Program_OnAFileThatATestRunHasLeft_ShowsItsTelemetry()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, SavedTelemetryTests.Line, testContext.CancellationToken);
            await RunAsync("Production", ["--Dashboard:File", file], async session =>
            {
                await session.GoAsync("/traces");
                await session.Page.GetByRole(AriaRole.Link).Filter(new() { HasText = "GET /saved" }).ClickAsync();

                await Expect(session.Page.Locator(".span-row")).ToHaveCountAsync(1);
            });
        }
        finally
        {
            File.Delete(file);
        }
    }

    private async Task RunAsync(string environment, string[] arguments, Func<BrowserSession, Task> look)
    {
        var folder = Directory.CreateTempSubdirectory("dashboard-elsewhere-").FullName;
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            UseShellExecute = false,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = environment },
        })!;
        try
        {
            var link = await LinkAsync(process.StandardOutput);
            await using var session = await BrowserSession.OpenAsync(new Uri(link.GetLeftPart(UriPartial.Authority)), link.Query[3..], testContext);
            await look(session);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<Uri> LinkAsync(StreamReader output)
    {
        while (await output.ReadLineAsync(testContext.CancellationToken) is { } line)
        {
            if (Link().Match(line) is { Success: true } match)
            {
                return new Uri(match.Value);
            }
        }

        throw new InvalidOperationException("The dashboard ended without a login link.");
    }

    [GeneratedRegex(@"http://\S+/login\?t=\w+", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Link();
}
