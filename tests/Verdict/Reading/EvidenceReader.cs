using System.Text.Json;
using Migration.TestSupport.Measuring;

namespace Migration.Verdict.Reading;

/// <summary>Reads what the tests of a suite have left, by test. Files of another run, and files that cannot be read, prove nothing.</summary>
internal static class EvidenceReader
{
    /// <param name="folder">May be missing: then nothing was left.</param>
    /// <param name="run">The run that counts.</param>
    /// <param name="complain">Told of files that prove nothing.</param>
    public static IReadOnlyDictionary<string, EvidenceFile> Read(string folder, string run, Action<string> complain)
    {
        var found = new Dictionary<string, EvidenceFile>(StringComparer.Ordinal);
        foreach (var path in Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json") : [])
        {
            try
            {
                var file = EvidenceFolder.Read(path);
                if (string.Equals(file.Run, run, StringComparison.Ordinal))
                {
                    found[file.Test] = file;
                }
                else
                {
                    complain($"{path} is of run {file.Run}, not of this one, and proves nothing.");
                }
            }
            catch (JsonException exception)
            {
                complain($"{path} cannot be read and proves nothing: {exception.Message}");
            }
        }

        return found;
    }
}
