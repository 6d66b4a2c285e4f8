using System.Text.Json;
using Aspire.Hosting;

namespace Migration.Hosting.Testing;

/// <summary>What <c>dotnet run</c> would take from the AppHost's launchSettings.json.</summary>
internal static class AppHostLaunchProfile
{
    public const string NameKey = "DOTNET_LAUNCH_PROFILE";

    private static readonly string[] s_prefixes = ["DOTNET_", "ASPNETCORE_"];
    private static readonly JsonSerializerOptions s_json = new() { ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The environment variables of a profile, each also without the prefix that a host takes off.</summary>
    /// <param name="projectDirectory">The project folder of the AppHost.</param>
    /// <param name="name">The profile; null or empty for the first one.</param>
    /// <returns>Keys of the configuration with their values; none if there are no launch settings.</returns>
    /// <exception cref="InvalidOperationException">There is no such profile, or the file cannot be read.</exception>
    public static IReadOnlyDictionary<string, string> Read(string projectDirectory, string? name)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var path = Path.Combine(projectDirectory, "Properties", "launchSettings.json");
        if (!File.Exists(path) || Choose(path, name) is not var (chosen, profile))
        {
            return values;
        }

        values[NameKey] = chosen;
        foreach (var (key, value) in profile.EnvironmentVariables ?? [])
        {
            values[key] = value;
            if (Array.Find(s_prefixes, prefix => key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) is { } prefix)
            {
                values.TryAdd(key[prefix.Length..], value);
            }
        }

        return values;
    }

    private static (string Name, LaunchProfile Profile)? Choose(string path, string? name)
    {
        var profiles = Parse(path)?.Profiles ?? [];
        if (string.IsNullOrEmpty(name))
        {
            return profiles.Count == 0 ? null : profiles.Select(pair => (pair.Key, pair.Value)).First();
        }

        return profiles.TryGetValue(name, out var profile)
            ? (name, profile)
            : throw new InvalidOperationException(
                $"The configured launch profile, '{name}', was not found in {path}. It has: {string.Join(", ", profiles.Keys)}.");
    }

    private static LaunchSettings? Parse(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return JsonSerializer.Deserialize<LaunchSettings>(file, s_json);
        }
        catch (JsonException exception)
        {
            throw new InvalidOperationException($"The launch settings {path} are no valid JSON: {exception.Message}", exception);
        }
    }
}
