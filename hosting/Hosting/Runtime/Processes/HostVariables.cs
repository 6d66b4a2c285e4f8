namespace Migration.Hosting.Runtime.Processes;

/// <summary>
/// Variables that speak of the host itself and would mislead its children: addresses to listen on, the launch profile, and what
/// <c>dotnet run</c> tells about its own MSBuild. Everything else is inherited, coverage and proxy settings included.
/// </summary>
internal static class HostVariables
{
    private static readonly string[] Names =
    [
        "ASPNETCORE_URLS", "ASPNETCORE_HTTP_PORTS", "ASPNETCORE_HTTPS_PORTS", "DOTNET_URLS", "URLS", "HTTP_PORTS", "HTTPS_PORTS",
        "DOTNET_LAUNCH_PROFILE", "ASPNETCORE_HOSTINGSTARTUPASSEMBLIES", "OTEL_SERVICE_NAME", "OTEL_RESOURCE_ATTRIBUTES",
    ];

    private static readonly string[] Prefixes = ["MSBUILD", "ASPIRE_", "DOTNET_CLI_TELEMETRY_SESSIONID"];

    public static void RemoveFrom(IDictionary<string, string?> environment)
    {
        foreach (var name in environment.Keys.Where(IsOfHost).ToArray())
        {
            environment.Remove(name);
        }
    }

    private static bool IsOfHost(string name) =>
        Names.Contains(name, StringComparer.OrdinalIgnoreCase)
        || Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
