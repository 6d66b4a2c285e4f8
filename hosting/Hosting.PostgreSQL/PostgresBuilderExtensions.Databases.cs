using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Migration.Hosting.PostgreSQL;

namespace Aspire.Hosting;

/// <content>Databases.</content>
public static partial class PostgresBuilderExtensions
{
    /// <summary>
    /// Adds a database to the server. It is created when the server is ready, unless it is there already, and is healthy when it can be
    /// connected to. When it cannot be created, it has failed to start, with the reason.
    /// </summary>
    /// <param name="builder">The server.</param>
    /// <param name="name">The name of the resource, and of its connection string.</param>
    /// <param name="databaseName">The name of the database on the server; null means <paramref name="name"/>.</param>
    /// <returns>The database.</returns>
    public static IResourceBuilder<PostgresDatabaseResource> AddDatabase(
        this IResourceBuilder<PostgresServerResource> builder, [ResourceName] string name, string? databaseName = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        var database = new PostgresDatabaseResource(name, databaseName ?? name, builder.Resource);
        var added = builder.ApplicationBuilder.AddResource(database);
        builder.Resource.AddDatabase(database);
        return added.WithHealthCheck(AddCheck(builder.ApplicationBuilder, name, provider => new DatabaseHealthCheck(database, provider.GetRequiredService<TimeProvider>())));
    }

    /// <summary>Creates the database with a script of one's own, run while connected to the database <c>postgres</c>.</summary>
    /// <param name="builder">The database.</param>
    /// <param name="script">
    /// The SQL, such as <c>CREATE DATABASE app TEMPLATE base</c>. It runs at every start of the server; that the database exists already
    /// is no error. Tables are to be made elsewhere: the script is not connected to the new database.
    /// </param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<PostgresDatabaseResource> WithCreationScript(
        this IResourceBuilder<PostgresDatabaseResource> builder, string script)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(script);
        return builder.WithAnnotation(new CreationScriptAnnotation(script), ResourceAnnotationMutationBehavior.Replace);
    }
}
