using System.Globalization;
using System.Reflection;

namespace Migration.Smoke.Suite;

/// <summary>The newest schema of the listings database, from the names of its scripts: <c>004_indexing_queue</c> is version 4.</summary>
internal static class ListingsSchema
{
    private const string Prefix = "listings-schema/";

    public static int NewestVersion { get; } = Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .Max(name => int.Parse(name[Prefix.Length..].Split('_')[0], CultureInfo.InvariantCulture));
}
