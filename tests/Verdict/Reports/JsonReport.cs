using System.Text.Json;
using System.Text.Json.Serialization;
using Migration.Verdict.Model;

namespace Migration.Verdict.Reports;

/// <summary>The report for machines, and for the next run to compare with.</summary>
internal static class JsonReport
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter() },
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static byte[] Write(VerdictReport report) => JsonSerializer.SerializeToUtf8Bytes(report, Options);
}
