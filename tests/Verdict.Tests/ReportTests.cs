using Migration.TestSupport.Measuring;
using Migration.Verdict.Model;
using Migration.Verdict.Reading;
using Migration.Verdict.Reports;

namespace Migration.Verdict.Tests;

[TestClass]
public sealed class ReportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("verdict-test-").FullName;

    [TestMethod]
    public void Write_Report_IsReadAgainAsPreviousOne()
    {
        new ReportFiles().Write(Sample.Report(), _folder);

        var read = PreviousReport.Read(Path.Combine(_folder, "report.json"));

        read.Outcome.Should().Be(Outcome.Go);
        read.Suites.Sum(suite => suite.Checks.Count).Should().Be(48);
        Directory.GetFiles(_folder).Select(Path.GetFileName).Should().BeEquivalentTo(["report.json", "report.md", "report.html"]);
    }

    [TestMethod]
    public void Write_OnAFullDisk_LeavesNothingAndNoVerdict()
    {
        var files = new ReportFiles(path => path.Contains(".html", StringComparison.Ordinal) ? throw new IOException("No space left on device") : File.Create(path));

        var act = () => files.Write(Sample.Report(), _folder);

        act.Should().ThrowExactly<NoVerdictException>().WithMessage("*No space left on device*there is no verdict*");
        Directory.GetFiles(_folder).Should().BeEmpty();
    }

    [TestMethod]
    [DataRow("""{"format":"migration-verdict/0"}""", "*has format 'migration-verdict/0', this version writes*")]
    [DataRow("[]", "*has format 'none'*")]
    [DataRow("{", "*cannot be read*")]
    public void Read_OfAnotherVersion_SaysSo(string content, string expected)
    {
        var path = Path.Combine(_folder, "old.json");
        File.WriteAllText(path, content);

        var act = () => PreviousReport.Read(path);

        act.Should().ThrowExactly<NoVerdictException>().WithMessage(expected);
    }

    [TestMethod]
    public void Html_OfHostileText_EncodesIt()
    {
        var suites = Sample.With("Smoke", 1, check => check with { State = CheckState.Fail, Reason = "<script>alert(1)</script>" });

        var html = HtmlReport.Write(Sample.Report(suites));

        html.Should().NotContain("<script").And.Contain("&lt;script&gt;").And.Contain("NO-GO").And.NotContain("http-equiv").And.NotContain(" src=");
    }

    [TestMethod]
    public void Markdown_OfAReport_BeginsWithTheAnswer()
        => MarkdownReport.Write(Sample.Report()).Should().StartWith("## GO\n").And.Contain("48 of 48 checks pass.");

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
