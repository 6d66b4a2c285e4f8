using Aspire.Hosting.ApplicationModel;

namespace Migration.Hosting.PostgreSQL;

/// <summary>The files to run on a new data folder.</summary>
/// <param name="path">The absolute path of a folder or a file.</param>
internal sealed class InitFilesAnnotation(string path) : IResourceAnnotation
{
    public string Path { get; } = path;
}
