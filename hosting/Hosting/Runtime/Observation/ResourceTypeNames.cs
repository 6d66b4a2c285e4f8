using Aspire.Hosting.ApplicationModel;

namespace Migration.Hosting.Runtime.Observation;

/// <summary>What kinds of resources are called where people read them.</summary>
internal static class ResourceTypeNames
{
    public const string Executable = "Executable";

    private const string Suffix = "Resource";

    public static string Describe(IResource resource)
    {
        var name = resource.GetType().Name;
        return resource switch
        {
            ProjectResource => "Project",
            ExecutableResource => Executable,
            ContainerResource => "Container",
            _ when name.Length > Suffix.Length && name.EndsWith(Suffix, StringComparison.Ordinal) => name[..^Suffix.Length],
            _ => name,
        };
    }
}
