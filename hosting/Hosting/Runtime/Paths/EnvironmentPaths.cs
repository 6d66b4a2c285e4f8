namespace Migration.Hosting.Runtime.Paths;

/// <summary>The folders of one environment. All are absolute; each exists once it was asked for.</summary>
internal sealed class EnvironmentPaths(string dataDirectory, string cacheDirectory, string temporaryDirectory, bool isThrowAway)
{
    /// <summary>
    /// Data that outlives <c>dotnet run</c>. In a throw-away environment a folder below <see cref="TemporaryDirectory"/>.
    /// </summary>
    public string DataDirectory => Ensure(dataDirectory);

    /// <summary>What is downloaded or computed once a user and shared by all environments.</summary>
    public string CacheDirectory => Ensure(cacheDirectory);

    /// <summary>Deleted when the environment ends, also when the host is killed.</summary>
    public string TemporaryDirectory => Ensure(temporaryDirectory);

    /// <summary>Whether nothing of this environment is kept, as in tests.</summary>
    public bool IsThrowAway { get; } = isThrowAway;

    private static string Ensure(string path)
    {
        EnvironmentPathsFactory.CreatePassableDirectory(path);
        return path;
    }
}
