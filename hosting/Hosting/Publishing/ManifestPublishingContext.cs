using System.Text.Json;

namespace Aspire.Hosting.Publishing;

/// <summary>Where a manifest is being written.</summary>
public sealed class ManifestPublishingContext
{
    /// <summary>Creates the context.</summary>
    /// <param name="executionContext">Tells whether the application runs or is published.</param>
    /// <param name="manifestPath">The manifest file.</param>
    /// <param name="writer">Writes the manifest.</param>
    /// <param name="cancellationToken">Ends the publishing.</param>
    public ManifestPublishingContext(
        DistributedApplicationExecutionContext executionContext,
        string manifestPath,
        Utf8JsonWriter writer,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(executionContext);
        ArgumentException.ThrowIfNullOrEmpty(manifestPath);
        ArgumentNullException.ThrowIfNull(writer);
        ExecutionContext = executionContext;
        ManifestPath = manifestPath;
        Writer = writer;
        CancellationToken = cancellationToken;
    }

    /// <summary>Tells whether the application runs or is published.</summary>
    public DistributedApplicationExecutionContext ExecutionContext { get; }

    /// <summary>The manifest file.</summary>
    public string ManifestPath { get; }

    /// <summary>Writes the manifest.</summary>
    public Utf8JsonWriter Writer { get; }

    /// <summary>Ends the publishing.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>Makes a path relative to the folder of the manifest, with forward slashes.</summary>
    /// <param name="path">The path; null gives null.</param>
    /// <returns>The relative path.</returns>
    public string? GetManifestRelativePath(string? path)
    {
        if (path is null)
        {
            return null;
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(ManifestPath))!;
        return Path.GetRelativePath(folder, path).Replace('\\', '/');
    }
}
