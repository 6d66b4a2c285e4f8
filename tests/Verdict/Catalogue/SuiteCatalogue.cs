using System.Reflection;
using Migration.Verdict.Model;

namespace Migration.Verdict.Catalogue;

/// <summary>The five suites and their 48 checks, from checks.tsv.</summary>
internal static class SuiteCatalogue
{
    /// <summary>It waits for the breaker's thirty seconds, by the clock.</summary>
    private const string HasAPause = "Connectivity";

    /// <summary>It looks at data, and asks nothing of the roads between monolith and microservice.</summary>
    private const string FitsIn = "DataConsistency";

    private static readonly (string Name, string Title, int Minutes)[] Suites =
    [
        ("Smoke", "Is everything there, and does it answer?", 2),
        ("Connectivity", "Does the monolith reach the microservice, and cope when it does not?", 4),
        ("TrafficRouter", "Does every user go where the rules say?", 4),
        ("DataConsistency", "Do the two databases and the index say the same?", 4),
        ("PerformanceReliability", "Is it fast enough, and what happens when a part dies?", 5),
    ];

    public static IReadOnlyList<SuiteDefinition> All { get; } = Read();

    /// <summary>The suites of these names, all where none is named, in the order in which they run.</summary>
    /// <exception cref="NoVerdictException">There is no such suite.</exception>
    public static IReadOnlyList<SuiteDefinition> Find(IReadOnlyCollection<string> names)
    {
        var unknown = names.FirstOrDefault(name => !All.Any(suite => Is(suite, name)));
        return unknown is not null
            ? throw new NoVerdictException($"There is no suite '{unknown}'. The suites are {string.Join(", ", All.Select(suite => suite.Name))}.")
            : [.. All.Where(suite => names.Count == 0 || names.Any(name => Is(suite, name)))];
    }

    /// <summary>Of these suites those with a check whose test has this in its name.</summary>
    /// <exception cref="NoVerdictException">None has.</exception>
    public static IReadOnlyList<SuiteDefinition> With(string test, IReadOnlyList<SuiteDefinition> suites)
    {
        var found = suites.Where(suite => suite.Checks.Any(check => IsNamed(check.Test, test))).ToList();
        return found.Count > 0
            ? found
            : throw new NoVerdictException($"No check of {string.Join(", ", suites.Select(suite => suite.Name))} has '{test}' in its test's name. tests/Verdict/Catalogue/checks.tsv has them all.");
    }

    public static bool IsNamed(string? test, string part) => test?.Contains(part, StringComparison.OrdinalIgnoreCase) == true;

    private static bool Is(SuiteDefinition suite, string name) => string.Equals(suite.Name, name, StringComparison.OrdinalIgnoreCase);

    private static List<SuiteDefinition> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("checks.tsv")!;
        using var reader = new StreamReader(stream);
        var rows = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split('\t'))
            .ToLookup(row => row[0], StringComparer.Ordinal);
        return [.. Suites.Select(suite => new SuiteDefinition(
            suite.Name, suite.Title, TimeSpan.FromMinutes(suite.Minutes), [.. rows[suite.Name].Select((row, index) => ToCheck(row, index + 1))])
        {
            PauseOf = suite.Name == FitsIn ? HasAPause : null,
        })];
    }

    private static CheckDefinition ToCheck(string[] row, int number) => new(number, row[1] == "-" ? null : row[1], row[2]);
}
