using System.Text;
using Migration.Verdict.Model;

namespace Migration.Verdict.Reports;

/// <summary>Writes the three reports, all of them or none: half a report must not be taken for one.</summary>
/// <param name="create">Opens a new file.</param>
internal sealed class ReportFiles(Func<string, Stream> create)
{
    public ReportFiles()
        : this(path => new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None))
    {
    }

    /// <returns>The path of the report for people.</returns>
    /// <exception cref="NoVerdictException">They could not be written.</exception>
    public string Write(VerdictReport report, string folder)
    {
        (string Path, byte[] Content)[] files =
        [
            (Path.Combine(folder, "report.json"), JsonReport.Write(report)),
            (Path.Combine(folder, "report.md"), Encoding.UTF8.GetBytes(MarkdownReport.Write(report))),
            (Path.Combine(folder, "report.html"), Encoding.UTF8.GetBytes(HtmlReport.Write(report))),
        ];
        try
        {
            foreach (var (path, content) in files)
            {
                WriteHalf(path, content);
            }

            foreach (var (path, _) in files)
            {
                File.Move(Half(path), path, overwrite: true);
            }

            return files[^1].Path;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            foreach (var (path, _) in files)
            {
                File.Delete(Half(path));
                File.Delete(path);
            }

            throw new NoVerdictException($"The report could not be written to {folder}: {exception.Message} Without a report there is no verdict: make room, and run again.", exception);
        }
    }

    private static string Half(string path) => path + ".tmp";

    private void WriteHalf(string path, byte[] content)
    {
        using var stream = create(Half(path));
        stream.Write(content);
        if (stream is FileStream file)
        {
            file.Flush(flushToDisk: true);
        }
    }
}
