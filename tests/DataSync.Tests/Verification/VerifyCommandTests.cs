using System.Diagnostics;
using System.Text.Json;
using Migration.DataSync.Tests.Fixture;

namespace Migration.DataSync.Tests.Verification;

/// <summary>The comparison as a command, beside no service.</summary>
[TestClass]
public sealed class VerifyCommandTests : SyncTest
{
    [TestMethod]
    public async Task Verify_EqualTables_SaysSoAndEndsWithZero()
    {
        await InsertListingsAsync(1001, 1010);
        await BackfillAsync();

        var (code, output) = await RunAsync();

        code.Should().Be(0, output);
        output.Should().StartWith("EQUAL: 10 listings, no documents, 0 rows explained by quarantine, 0 findings");
    }

    [TestMethod]
    public async Task Verify_Drift_IsNamedAndLeftAloneUntilTheSwitchIsGiven()
    {
        await InsertListingsAsync(1001, 1010);
        await BackfillAsync();
        await Target.ExecuteAsync("set migration.applying = 'on'; update listings set title = 'Damaged' where id = 1004; reset migration.applying");

        var (code, output) = await RunAsync("--json");
        code.Should().Be(1, output);
        using (var report = JsonDocument.Parse(output))
        {
            report.RootElement.GetProperty("verdict").GetString().Should().Be("DRIFT");
            var finding = report.RootElement.GetProperty("findings").EnumerateArray().Should().ContainSingle().Subject;
            finding.GetProperty("fields")[0].GetProperty("expected").GetString().Should().Be("\"Listing 1004\"");
            finding.GetProperty("fields")[0].GetProperty("actual").GetString().Should().Be("\"Damaged\"");
        }

        (await RunAsync()).Output.Should().Contain("DRIFT listing 1004: differs").And.Contain("title: expected \"Listing 1004\", found \"Damaged\"");
        (await Target.ScalarAsync<string>("select title from listings where id = 1004")).Should().Be("Damaged", "nothing is repaired that nobody has asked for");

        (code, output) = await RunAsync("--repair");
        code.Should().Be(0, output);
        output.Should().Contain("1 repaired");
        (await Target.ScalarAsync<string>("select title from listings where id = 1004")).Should().Be("Listing 1004");
    }

    private async Task<(int Code, string Output)> RunAsync(params string[] more)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "Migration.DataSync.dll"), "verify", "--svetubd", Source.ConnectionString, "--listings", Target.ConnectionString, .. more])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.CancellationToken);
        await process.WaitForExitAsync(TestContext.CancellationToken);
        return (process.ExitCode, output);
    }
}
