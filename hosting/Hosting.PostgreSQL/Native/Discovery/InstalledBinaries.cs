namespace Migration.Hosting.PostgreSQL;

/// <summary>The folders in which an installed PostgreSQL may be.</summary>
/// <param name="patterns">Absolute folders in the order of the search; one component may hold a <c>*</c>.</param>
/// <param name="searchPath">The value of PATH, or null.</param>
internal sealed class InstalledBinaries(IReadOnlyList<string> patterns, string? searchPath)
{
    /// <summary>Where distributions and installers put the server's programs.</summary>
    public static readonly IReadOnlyList<string> UsualPlaces =
    [
        "/usr/lib/postgresql/*/bin",
        "/usr/pgsql-*/bin",
        "/usr/lib64/pgsql/bin",
        "/usr/libexec/postgresql*",
        "/usr/local/pgsql/bin",
        "/opt/homebrew/opt/postgresql@*/bin",
        "/usr/local/opt/postgresql@*/bin",
        "/home/linuxbrew/.linuxbrew/opt/postgresql@*/bin",
        "/Applications/Postgres.app/Contents/Versions/*/bin",
    ];

    /// <summary>What was looked into, for an error message.</summary>
    public string Description => $"{string.Join(", ", patterns)} and PATH";

    public static InstalledBinaries OfThisMachine() => new(UsualPlaces, Environment.GetEnvironmentVariable("PATH"));

    /// <summary>The existing folders that hold a <c>postgres</c>, each once, links in PATH followed to the real program.</summary>
    public IReadOnlyList<string> Find() =>
        [.. patterns.SelectMany(Expand).Where(HoldsServer).Concat(FindInSearchPath()).Distinct(StringComparer.Ordinal)];

    private static bool HoldsServer(string directory) => File.Exists(Path.Combine(directory, "postgres"));

    private static IEnumerable<string> Expand(string pattern)
    {
        string[] folders = ["/"];
        foreach (var component in pattern.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            folders = component.Contains('*', StringComparison.Ordinal)
                ? [.. folders.Where(Directory.Exists).SelectMany(folder => Directory.EnumerateDirectories(folder, component))]
                : [.. folders.Select(folder => Path.Combine(folder, component))];
        }

        return folders.Where(Directory.Exists);
    }

    private IEnumerable<string> FindInSearchPath()
    {
        foreach (var folder in (searchPath ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            var server = new FileInfo(Path.Combine(folder, "postgres"));
            if (Path.IsPathRooted(folder) && server.Exists)
            {
                var target = server.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? server.FullName;
                yield return Path.GetDirectoryName(target)!;
            }
        }
    }
}
