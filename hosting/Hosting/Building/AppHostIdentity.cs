using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Aspire.Hosting;

namespace Migration.Hosting.Building;

/// <summary>Which AppHost this is, and where it lies.</summary>
/// <param name="Assembly">Its assembly; null when it could not be loaded.</param>
/// <param name="Name">Its name, without extension.</param>
/// <param name="Directory">The full path of its project folder.</param>
internal sealed record AppHostIdentity(Assembly? Assembly, string Name, string Directory)
{
    private const string ProjectDirectoryKey = "apphostprojectpath";
    private const string ProjectFileKey = "apphostprojectname";

    /// <summary>Folder and name; two checkouts differ in it.</summary>
    internal string Path => System.IO.Path.Join(Directory, Name);

    /// <summary>The SHA-256 of <see cref="Path"/> in lower-case hexadecimal digits.</summary>
    internal string PathHash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path)));

    /// <summary>
    /// Whether the AppHost's program is this process, so that its console is the AppHost's. False in a test, which runs the program
    /// of another assembly or none at all.
    /// </summary>
    internal bool IsOwnProgram => Assembly is not null
        && Assembly == System.Reflection.Assembly.GetEntryAssembly()
        && Metadata(Assembly, ProjectDirectoryKey) is not null;

    internal static AppHostIdentity Find(DistributedApplicationOptions options)
    {
        var assembly = FindAssembly(options.AssemblyName);
        var directory = options.ProjectDirectory
            ?? Metadata(assembly, ProjectDirectoryKey)
            ?? System.IO.Directory.GetCurrentDirectory();
        var name = System.IO.Path.GetFileNameWithoutExtension(Metadata(assembly, ProjectFileKey))
            ?? assembly?.GetName().Name
            ?? options.AssemblyName
            ?? System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(directory));
        return new AppHostIdentity(assembly, name, System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(directory)));
    }

    private static Assembly? FindAssembly(string? name)
    {
        if (name is null)
        {
            return System.Reflection.Assembly.GetEntryAssembly();
        }

        try
        {
            return System.Reflection.Assembly.Load(new AssemblyName(name));
        }
        catch (FileNotFoundException)
        {
            // The builder promises null then: whoever names an assembly that is not there gets the rest of the identity all the same.
            return null;
        }
    }

    private static string? Metadata(Assembly? assembly, string key) =>
        assembly?.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(metadata => string.Equals(metadata.Key, key, StringComparison.OrdinalIgnoreCase))?.Value;
}
