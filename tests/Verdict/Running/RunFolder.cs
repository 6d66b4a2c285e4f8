using System.Globalization;
using Migration.Verdict.Model;

namespace Migration.Verdict.Running;

/// <summary>
/// Where a run leaves everything: <c>report.html</c>, <c>report.md</c>, <c>report.json</c>, <c>trx/</c>, <c>evidence/</c>, <c>logs/</c>.
/// </summary>
internal sealed class RunFolder
{
    /// <summary>A run leaves a few megabytes; with less than this it would end without a report.</summary>
    private const long LeastRoom = 32_000_000;

    private RunFolder(string path) => Path = path;

    public string Path { get; }

    public string Trx => System.IO.Path.Combine(Path, "trx");

    public string TrxOf(string suite) => System.IO.Path.Combine(Trx, $"{suite}.trx");

    public string Logs => System.IO.Path.Combine(Path, "logs");

    public string Evidence(string suite) => System.IO.Path.Combine(Path, "evidence", suite);

    /// <summary>Forgets what an earlier turn of the suite has left: of one that does not come to its end nothing must be read that is not its own.</summary>
    public void Forget(string suite)
    {
        File.Delete(TrxOf(suite));
        if (Directory.Exists(Evidence(suite)))
        {
            Directory.Delete(Evidence(suite), recursive: true);
        }
    }

    /// <summary>Made and tried before anything is run, so that a run of minutes does not end with nowhere to write.</summary>
    /// <exception cref="NoVerdictException">Nothing can be written there.</exception>
    public static RunFolder Create(string path)
    {
        var folder = new RunFolder(System.IO.Path.GetFullPath(path));
        try
        {
            if (Directory.Exists(folder.Path) && Directory.EnumerateFileSystemEntries(folder.Path).Any())
            {
                throw new NoVerdictException($"The output folder {folder.Path} is not empty: old evidence must not mix with new. Give another, or empty it.");
            }

            Directory.CreateDirectory(folder.Trx);
            Directory.CreateDirectory(folder.Logs);
            var probe = System.IO.Path.Combine(folder.Path, ".probe");
            File.WriteAllBytes(probe, new byte[4096]);
            File.Delete(probe);
            var room = new DriveInfo(folder.Path).AvailableFreeSpace;
            return room >= LeastRoom ? folder : throw new NoVerdictException(string.Create(
                CultureInfo.InvariantCulture, $"The output folder {folder.Path} has room for {room / 1_000_000} MB, and a run takes up to {LeastRoom / 1_000_000}: make room, or give another by --output."));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new NoVerdictException($"Nothing can be written to the output folder {folder.Path}: {exception.Message}", exception);
        }
    }
}
