using System.Text.Json;
using System.Text.Json.Serialization;

namespace Migration.TestSupport.Measuring;

/// <summary>A folder of evidence files, one a test. Each is written whole or not at all.</summary>
public sealed class EvidenceFolder(string path, string run)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly Lock _gate = new();

    /// <summary>Adds to what the test has recorded in this run; what an earlier run has left is replaced.</summary>
    /// <returns>The file.</returns>
    public string Change(string test, Func<EvidenceFile, EvidenceFile> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        Directory.CreateDirectory(path);
        var file = Path.Combine(path, $"{test}.json");
        lock (_gate)
        {
            var known = File.Exists(file) && Read(file) is { } read && string.Equals(read.Run, run, StringComparison.Ordinal) ? read : null;
            var next = change(known ?? new EvidenceFile { Format = EvidenceFile.CurrentFormat, Run = run, Test = test });
            var half = $"{file}.{Guid.NewGuid():N}.tmp";
            File.WriteAllBytes(half, JsonSerializer.SerializeToUtf8Bytes(next, Json));
            File.Move(half, file, overwrite: true);
        }

        return file;
    }

    /// <exception cref="JsonException">It is no evidence file, or of another format.</exception>
    public static EvidenceFile Read(string file)
    {
        var read = JsonSerializer.Deserialize<EvidenceFile>(File.ReadAllBytes(file), Json) ?? throw new JsonException("It is empty.");
        return string.Equals(read.Format, EvidenceFile.CurrentFormat, StringComparison.Ordinal)
            ? read
            : throw new JsonException($"Its format is '{read.Format}', not '{EvidenceFile.CurrentFormat}'.");
    }
}
