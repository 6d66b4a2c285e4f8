using Microsoft.Extensions.Configuration;
using Migration.Dashboard.Migrating.Sources;
using Migration.Dashboard.Migrating.Verdicts;

namespace Migration.Dashboard.Tests.Migrating;

[TestClass]
public sealed class VerdictReaderTests(TestContext testContext)
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("migration-verdict-");

    private CancellationToken Cancellation => testContext.CancellationToken;

    [TestMethod]
    public async Task Read_FromAboveTheProgram_TakesTheNewestRun()
    {
        Write("artifacts/verdict/z-first/report.json", Samples.Verdict("first"), new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Write("artifacts/verdict/a-second/report.json", Samples.Verdict("second"), new DateTime(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc));
        var program = Directory.CreateDirectory(Path.Join(_folder.FullName, "artifacts", "bin", "Dashboard", "debug"));

        var report = await Sut(null, program.FullName).ReadAsync(Cancellation);

        report.Run.Should().Be("second");
        report.Word.Should().Be("NO-GO");
        report.Criteria.Select(criterion => (criterion.Id, criterion.State)).Should().Equal(("smoke", "Pass"), ("latency.p99", "Fail"));
    }

    [TestMethod]
    [DataRow("elsewhere/report.json")]
    [DataRow("elsewhere")]
    public async Task Read_FromAConfiguredPlace_LooksNowhereElse(string place)
    {
        Write("artifacts/verdict/first/report.json", Samples.Verdict("first"), DateTime.UtcNow);
        Write("elsewhere/report.json", Samples.Verdict("configured", "GoWithFindings"), DateTime.UtcNow);

        var report = await Sut(Path.Join(_folder.FullName, place), _folder.FullName).ReadAsync(Cancellation);

        report.Run.Should().Be("configured");
        report.Word.Should().Be("GO WITH FINDINGS");
    }

    [TestMethod]
    public async Task Read_WithoutAnyReport_SaysHowToMakeOne()
    {
        (await ReadFailureAsync(null)).Should().StartWith("There is no verdict yet: dotnet run --project tests/Verdict makes one");

        _folder.CreateSubdirectory("empty");
        (await ReadFailureAsync("empty")).Should().StartWith("There is no report.json in ");
    }

    [TestMethod]
    [DataRow("{")]
    [DataRow("null")]
    [DataRow("{}")]
    public async Task Read_OfSomethingElse_SaysThatItCannotBeRead(string content)
    {
        Write("broken/report.json", content, DateTime.UtcNow);

        (await ReadFailureAsync("broken")).Should().StartWith("The report ").And.MatchRegex("(cannot be read|is empty)");
    }

    [TestCleanup]
    public void Cleanup() => _folder.Delete(recursive: true);

    private async Task<string> ReadFailureAsync(string? place)
    {
        var read = () => Sut(place is null ? null : Path.Join(_folder.FullName, place), _folder.FullName).ReadAsync(Cancellation);
        return (await read.Should().ThrowAsync<SourceException>()).Which.Message;
    }

    private void Write(string path, string content, DateTime at)
    {
        var file = new FileInfo(Path.Join(_folder.FullName, path));
        file.Directory!.Create();
        File.WriteAllText(file.FullName, content);
        File.SetLastWriteTimeUtc(file.FullName, at);
    }

    private static VerdictReader Sut(string? place, string program)
        => new(new SourceAddresses(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Dashboard:Migration:Verdict", place)]).Build()), program);
}
