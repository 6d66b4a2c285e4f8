using Aspire.Hosting.ApplicationModel;
using Migration.Hosting.PostgreSQL;

namespace Aspire.Hosting;

/// <content>Where data is kept.</content>
public static partial class PostgresBuilderExtensions
{
    /// <summary>
    /// Keeps the server's data between runs, in a folder of the environment's data folder (setting <c>DataDirectory</c>). Without this
    /// the data goes with the environment; in a test it always does.
    /// </summary>
    /// <param name="builder">The server.</param>
    /// <param name="name">The folder's name: letters, digits, <c>_</c>, <c>.</c> and <c>-</c>; null means <c>{resource}-data</c>.</param>
    /// <param name="isReadOnly">True is refused at start: PostgreSQL always writes to its data.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is no such name.</exception>
    public static IResourceBuilder<PostgresServerResource> WithDataVolume(
        this IResourceBuilder<PostgresServerResource> builder, string? name = null, bool isReadOnly = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        name ??= $"{builder.Resource.Name}-data";
        return DataMount.IsVolumeName(name)
            ? builder.WithVolume(name, DataMount.Target(builder.Resource), isReadOnly)
            : throw new ArgumentException(
                $"The volume name '{name}' is not made of letters, digits, '_', '.' and '-', beginning with a letter or digit.", nameof(name));
    }

    /// <summary>Keeps the server's data in a folder of one's own. A test leaves it alone and uses a throw-away folder.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="source">The folder, empty or made by PostgreSQL; relative to the folder of the AppHost.</param>
    /// <param name="isReadOnly">True is refused at start: PostgreSQL always writes to its data.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<PostgresServerResource> WithDataBindMount(
        this IResourceBuilder<PostgresServerResource> builder, string source, bool isReadOnly = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(source);
        return builder.WithBindMount(source, DataMount.Target(builder.Resource), isReadOnly);
    }

    /// <summary>
    /// Runs SQL files on a new data folder, once, in the order of their names, while connected to the user's own database. Whatever
    /// waits for the server waits for them too. When one fails, the server has failed to start, and the next start begins with a new folder.
    /// </summary>
    /// <param name="builder">The server.</param>
    /// <param name="source">A folder of *.sql files, or one such file; relative to the folder of the AppHost.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<PostgresServerResource> WithInitFiles(this IResourceBuilder<PostgresServerResource> builder, string source)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(source);
        var path = Path.GetFullPath(source, builder.ApplicationBuilder.AppHostDirectory);
        return builder.WithAnnotation(new InitFilesAnnotation(path), ResourceAnnotationMutationBehavior.Replace);
    }
}
