using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Migration.Hosting;

/// <summary>What our engine offers beyond Aspire's API, as near to it as plain Aspire comes.</summary>
internal static class EngineResourceBuilderExtensions
{
    /// <summary>Aspire brings a dashboard of its own, which gets the telemetry: this one waits until somebody starts it.</summary>
    public static IResourceBuilder<T> AsDashboard<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEndpoints => builder.WithExplicitStart();

    /// <summary>A folder that outlives the resource; in a test one that nobody else uses.</summary>
    public static IResourceBuilder<ProjectResource> WithDataDirectory(
        this IResourceBuilder<ProjectResource> builder, string environmentVariableName)
    {
        var application = builder.ApplicationBuilder;
        var isTest = string.Equals(application.Configuration["DcpPublisher:RandomizePorts"], "true", StringComparison.OrdinalIgnoreCase);
        var kept = Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "migration", builder.Resource.Name);
        return builder.WithEnvironment(context => context.EnvironmentVariables[environmentVariableName] =
            isTest ? Directory.CreateTempSubdirectory("migration-").FullName : Directory.CreateDirectory(kept).FullName);
    }
}
