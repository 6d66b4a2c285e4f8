using System.Reflection;
using Migration.Verdict.Catalogue;
using Migration.Verdict.Model;

namespace Migration.Verdict.Faults;

/// <summary>The seeded faults, from eng/faults.</summary>
internal static class FaultCatalogue
{
    private const string Was = "--- was\n";
    private const string Is = "+++ is\n";

    public static IReadOnlyList<SeededFaultDefinition> All { get; } = [.. Read().OrderBy(fault => fault.Suite, StringComparer.Ordinal).ThenBy(fault => fault.Name, StringComparer.Ordinal)];

    /// <summary>The faults of these names and of these suites; all where none is named.</summary>
    /// <exception cref="NoVerdictException">There is no such fault, or no such suite.</exception>
    public static IReadOnlyList<SeededFaultDefinition> Find(IReadOnlyCollection<string> names, IReadOnlyCollection<string> suites)
    {
        var unknown = names.FirstOrDefault(name => !All.Any(fault => fault.Name == name));
        if (unknown is not null)
        {
            throw new NoVerdictException($"There is no seeded fault '{unknown}'. The faults are {string.Join(", ", All.Select(fault => fault.Name))}.");
        }

        var wanted = SuiteCatalogue.Find(suites).Select(suite => suite.Name).ToHashSet(StringComparer.Ordinal);
        List<SeededFaultDefinition> found = [.. All.Where(fault => wanted.Contains(fault.Suite) && (names.Count == 0 || names.Contains(fault.Name, StringComparer.Ordinal)))];
        return found.Count > 0
            ? found
            : throw new NoVerdictException($"No seeded fault of these names is one that {string.Join(", ", wanted)} must find.");
    }

    /// <summary><c># title</c>, lines of <c>key: value</c>, then both texts.</summary>
    public static SeededFaultDefinition Parse(string name, string text)
    {
        var was = text.IndexOf(Was, StringComparison.Ordinal);
        var becomes = text.IndexOf(Is, StringComparison.Ordinal);
        if (was < 0 || becomes < was)
        {
            throw new FormatException($"The seeded fault '{name}' has no '{Was.Trim()}' before its '{Is.Trim()}'.");
        }

        var head = text[..was].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new SeededFaultDefinition(
            name, head[0].TrimStart('#', ' '), Value("file"), Value("suite"), Value("check"), text[(was + Was.Length)..becomes].TrimEnd('\n'), text[(becomes + Is.Length)..].TrimEnd('\n'));

        string Value(string key) => head.FirstOrDefault(line => line.StartsWith(key + ": ", StringComparison.Ordinal))?[(key.Length + 2)..].Trim()
            ?? throw new FormatException($"The seeded fault '{name}' does not say its {key}.");
    }

    private static IEnumerable<SeededFaultDefinition> Read()
    {
        const string Prefix = "faults/";
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            yield return Parse(resource[Prefix.Length..], reader.ReadToEnd());
        }
    }
}
