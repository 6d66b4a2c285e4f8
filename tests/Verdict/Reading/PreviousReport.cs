using System.Text.Json;
using Migration.Verdict.Model;
using Migration.Verdict.Reports;

namespace Migration.Verdict.Reading;

/// <summary>The report to compare with.</summary>
internal static class PreviousReport
{
    /// <exception cref="NoVerdictException">It cannot be read, or was written by another version.</exception>
    public static VerdictReport Read(string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            using var document = JsonDocument.Parse(bytes);
            var format = document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("format", out var value) ? value.ToString() : "none";
            return format == VerdictReport.CurrentFormat
                ? JsonSerializer.Deserialize<VerdictReport>(bytes, JsonReport.Options)!
                : throw new NoVerdictException(
                    $"The previous report {path} has format '{format}', this version writes '{VerdictReport.CurrentFormat}': they cannot be compared. Leave --compare away, or give a report of this version.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new NoVerdictException($"The previous report {path} cannot be read: {exception.Message} Leave --compare away, or give the report.json of an earlier run.", exception);
        }
    }
}
