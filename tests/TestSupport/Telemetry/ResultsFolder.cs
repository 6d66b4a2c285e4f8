namespace Migration.TestSupport.Telemetry;

/// <summary>Where the test platform puts its results: what its command line says, else beside the program.</summary>
internal static class ResultsFolder
{
    private const string Option = "--results-directory";

    public static string Find(string file) => Path.Combine(Directory.CreateDirectory(Find(System.Environment.GetCommandLineArgs())).FullName, file);

    internal static string Find(string[] arguments)
    {
        for (var at = 0; at < arguments.Length; at++)
        {
            if (string.Equals(arguments[at], Option, StringComparison.Ordinal) && at + 1 < arguments.Length)
            {
                return arguments[at + 1];
            }

            if (arguments[at].StartsWith($"{Option}=", StringComparison.Ordinal) || arguments[at].StartsWith($"{Option}:", StringComparison.Ordinal))
            {
                return arguments[at][(Option.Length + 1)..];
            }
        }

        return Path.Combine(AppContext.BaseDirectory, "TestResults");
    }
}
