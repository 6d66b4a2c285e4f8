namespace Migration.Hosting;

/// <summary>Says where the build puts a project's program. Generated for every project that an AppHost references.</summary>
/// <param name="path">The full path of the project's main assembly.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ProjectOutputAttribute(string path) : Attribute
{
    /// <summary>The full path of the project's main assembly.</summary>
    public string Path { get; } = path;
}
