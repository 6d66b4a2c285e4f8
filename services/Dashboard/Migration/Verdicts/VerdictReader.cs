using System.Text.Json;
using Migration.Dashboard.Migrating.Sources;
using Migration.Dashboard.Migrating.Sources.Wire;

namespace Migration.Dashboard.Migrating.Verdicts;

/// <summary>
/// The newest report of the verdict: of the configured file or folder, else of <c>artifacts/verdict</c> of the checkout that this program
/// was built in.
/// </summary>
internal sealed class VerdictReader(SourceAddresses addresses, string programFolder)
{
    private const string ReportFile = "report.json";
    private const long LongestReport = 64L << 20;

    /// <exception cref="SourceException">There is none, or it cannot be read.</exception>
    public async Task<VerdictReport> ReadAsync(CancellationToken cancellationToken)
    {
        var path = Find();
        try
        {
            await using var file = File.OpenRead(path);
            if (file.Length > LongestReport)
            {
                throw new SourceException($"The report {path} is longer than {LongestReport >> 20} MiB: it is none of the verdict's.");
            }

            return await JsonSerializer.DeserializeAsync<VerdictReport>(file, WireJson.Report, cancellationToken)
                ?? throw new SourceException($"The report {path} is empty.");
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new SourceException($"The report {path} cannot be read: {exception.Message}", exception);
        }
    }

    private string Find()
    {
        var place = addresses.Verdict ?? Ancestors(programFolder).Select(folder => Path.Join(folder, "artifacts", "verdict")).FirstOrDefault(Directory.Exists);
        if (place is null)
        {
            throw new SourceException($"There is no verdict yet: dotnet run --project tests/Verdict makes one, or set {SourceAddresses.Section}:Verdict to where its reports are.");
        }

        return File.Exists(place) ? place : Newest(place)
            ?? throw new SourceException($"There is no {ReportFile} in {place}: the verdict writes one at the end of its run.");
    }

    private static string? Newest(string folder)
    {
        try
        {
            // A run's own folder may be named, or the folder of all runs.
            return new DirectoryInfo(folder).EnumerateFiles(ReportFile)
                .Concat(new DirectoryInfo(folder).EnumerateDirectories().SelectMany(run => run.EnumerateFiles(ReportFile)))
                .MaxBy(file => file.LastWriteTimeUtc)?.FullName;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SourceException($"The reports in {folder} cannot be read: {exception.Message}", exception);
        }
    }

    private static IEnumerable<string> Ancestors(string folder)
    {
        for (var directory = new DirectoryInfo(folder); directory is not null; directory = directory.Parent)
        {
            yield return directory.FullName;
        }
    }
}
