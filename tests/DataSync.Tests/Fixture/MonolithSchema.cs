using System.Reflection;

namespace Migration.DataSync.Tests.Fixture;

/// <summary>svetubd as the monolith's own scripts make it.</summary>
internal static class MonolithSchema
{
    public static async Task CreateAsync(TestDatabase database)
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            using var script = new StreamReader(assembly.GetManifestResourceStream(name)!);
            await database.ExecuteAsync(await script.ReadToEndAsync());
        }
    }
}
