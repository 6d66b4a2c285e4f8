using Migration.Verdict.Model;

namespace Migration.Verdict.Faults;

/// <summary>Writes the sources with all faults woven in, beside the originals: which one is on is chosen when they run.</summary>
internal static class Weaver
{
    /// <param name="repository">The root of the source tree.</param>
    /// <param name="target">Emptied first.</param>
    /// <returns>How many sources were written.</returns>
    /// <exception cref="NoVerdictException">A fault no longer fits its source.</exception>
    public static int Weave(string repository, string target)
    {
        if (Directory.Exists(target))
        {
            Directory.Delete(target, recursive: true);
        }

        var sources = FaultCatalogue.All.GroupBy(fault => fault.File, StringComparer.Ordinal).ToList();
        foreach (var source in sources)
        {
            var path = Path.Combine(target, source.Key);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            try
            {
                File.WriteAllText(path, source.Aggregate(File.ReadAllText(Path.Combine(repository, source.Key)), (text, fault) => fault.WeaveInto(text)));
            }
            catch (Exception exception) when (exception is FormatException or IOException)
            {
                throw new NoVerdictException(exception.Message, exception);
            }
        }

        return sources.Count;
    }
}
