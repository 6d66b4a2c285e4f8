using System.Globalization;

namespace Migration.PerformanceReliability.Suite;

/// <summary>
/// Finds a service's process by its environment in /proc: several environments can run side by side, but only one sends its telemetry
/// here.
/// </summary>
internal static class ServiceProcess
{
    public static int? Find(string service, Uri telemetry)
    {
        var endpoint = $"OTEL_EXPORTER_OTLP_ENDPOINT={telemetry.ToString().TrimEnd('/')}";
        var name = $"OTEL_SERVICE_NAME={service}";
        foreach (var folder in Directory.Exists("/proc") ? Directory.GetDirectories("/proc") : [])
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) && ReadEnvironment(folder) is { } variables
                && variables.Contains(name) && variables.Contains(endpoint))
            {
                return id;
            }
        }

        return null;
    }

    private static HashSet<string>? ReadEnvironment(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "environ")).Split('\0').Select(variable => variable.TrimEnd('/')).ToHashSet(StringComparer.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It has ended, or belongs to somebody else.
            return null;
        }
    }
}
