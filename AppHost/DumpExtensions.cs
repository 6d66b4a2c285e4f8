using Microsoft.Extensions.Configuration;

namespace Migration.AppHost;

/// <summary>Own data instead of made-up ones: <c>Seed:Dump</c>, a plain pg_dump, and <c>Seed:DumpColumns</c>, its columns' names here.</summary>
internal static class DumpExtensions
{
    private static readonly string[] Settings = ["Dump", "DumpColumns"];

    /// <summary>The service runs in another folder: it gets the whole path.</summary>
    public static IResourceBuilder<ProjectResource> WithDump(this IResourceBuilder<ProjectResource> monolith, IConfiguration configuration)
    {
        foreach (var setting in Settings)
        {
            if (configuration[$"Seed:{setting}"] is { Length: > 0 } file)
            {
                monolith.WithEnvironment($"Seed__{setting}", Path.GetFullPath(file));
            }
        }

        return monolith;
    }
}
