using System.Diagnostics;
using System.Globalization;
using Migration.Listings.Tests.Fixture;

namespace Migration.Listings.Tests.Contract;

/// <summary>A client of another language, built from the reference system's contract.</summary>
[TestClass]
public sealed class JavaScriptClientTests : ListingsTest
{
    private static readonly TimeSpan InstallLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RunLimit = TimeSpan.FromSeconds(30);

    [TestMethod]
    public async Task GrpcJs_DrivesEveryCall()
    {
        if (!IsInstalled("node") || !IsInstalled("npm"))
        {
            Assert.Inconclusive("node and npm are not installed, so no JavaScript client can run.");
        }

        var folder = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "listings-javascript"));
        Directory.CreateDirectory(folder);
        foreach (var file in new[] { "package.json", "client.js", "listings.proto" })
        {
            File.Copy(Path.Combine(AppContext.BaseDirectory, "JavaScript", file), Path.Combine(folder, file), overwrite: true);
        }

        if (!Directory.Exists(Path.Combine(folder, "node_modules", "@grpc", "grpc-js")))
        {
            await RunAsync(folder, InstallLimit, "npm", "install", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund");
        }

        const long JavaScriptUser = 4242;
        var output = await RunAsync(
            folder,
            RunLimit,
            "node",
            "client.js",
            Service.Channel.Target,
            Service.Issuer.TokenFor(JavaScriptUser),
            JavaScriptUser.ToString(CultureInfo.InvariantCulture),
            Category.ToString(CultureInfo.InvariantCulture));

        output.Should().Contain("all calls answered as expected");
    }

    private static bool IsInstalled(string program)
        => Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    private async Task<string> RunAsync(string folder, TimeSpan limit, string program, params string[] arguments)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            },
        };
        process.Start();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.CancellationToken);
        try
        {
            await process.WaitForExitAsync(TestContext.CancellationToken).WaitAsync(limit, TestContext.CancellationToken);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
        }

        process.ExitCode.Should().Be(0, $"{program} says: {await output} {await errors}");
        return await output;
    }
}
