using Aspire.Hosting.ApplicationModel;
using Migration.Hosting.Projects;

namespace Aspire.Hosting;

/// <summary>Adds .NET projects.</summary>
public static class ProjectResourceBuilderExtensions
{
    /// <summary>Adds a project that the AppHost references.</summary>
    /// <typeparam name="TProject">The class generated for the project, such as <c>Projects.Monolith</c>.</typeparam>
    /// <param name="builder">The application builder.</param>
    /// <param name="name">The name.</param>
    /// <returns>A builder to shape the project.</returns>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(
        this IDistributedApplicationBuilder builder, [ResourceName] string name)
        where TProject : IProjectMetadata, new() => builder.AddProject<TProject>(name, _ => { });

    /// <summary>Adds a project that the AppHost references.</summary>
    /// <typeparam name="TProject">The class generated for the project, such as <c>Projects.Monolith</c>.</typeparam>
    /// <param name="builder">The application builder.</param>
    /// <param name="name">The name.</param>
    /// <param name="launchProfileName">The launch profile; null means none.</param>
    /// <returns>A builder to shape the project.</returns>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, string? launchProfileName)
        where TProject : IProjectMetadata, new() => builder.AddProject<TProject>(name, options => Choose(options, launchProfileName));

    /// <summary>Adds a project that the AppHost references.</summary>
    /// <typeparam name="TProject">The class generated for the project, such as <c>Projects.Monolith</c>.</typeparam>
    /// <param name="builder">The application builder.</param>
    /// <param name="name">The name.</param>
    /// <param name="configure">Says what is taken over from the project.</param>
    /// <returns>A builder to shape the project.</returns>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, Action<ProjectResourceOptions> configure)
        where TProject : IProjectMetadata, new()
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(configure);
        return Add(builder, name, new TProject(), configure);
    }

    /// <summary>Adds a project.</summary>
    /// <param name="builder">The application builder.</param>
    /// <param name="name">The name.</param>
    /// <param name="projectPath">The project file, or its folder, relative to the folder of the AppHost.</param>
    /// <returns>A builder to shape the project.</returns>
    public static IResourceBuilder<ProjectResource> AddProject(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, string projectPath) =>
        builder.AddProject(name, projectPath, _ => { });

    /// <summary>Adds a project.</summary>
    /// <param name="builder">The application builder.</param>
    /// <param name="name">The name.</param>
    /// <param name="projectPath">The project file, or its folder, relative to the folder of the AppHost.</param>
    /// <param name="launchProfileName">The launch profile; null means none.</param>
    /// <returns>A builder to shape the project.</returns>
    public static IResourceBuilder<ProjectResource> AddProject(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, string projectPath, string? launchProfileName) =>
        builder.AddProject(name, projectPath, options => Choose(options, launchProfileName));

    /// <summary>Adds a project.</summary>
    /// <param name="builder">The application builder.</param>
    /// <param name="name">The name.</param>
    /// <param name="projectPath">The project file, or its folder, relative to the folder of the AppHost.</param>
    /// <param name="configure">Says what is taken over from the project.</param>
    /// <returns>A builder to shape the project.</returns>
    public static IResourceBuilder<ProjectResource> AddProject(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, string projectPath, Action<ProjectResourceOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(projectPath);
        ArgumentNullException.ThrowIfNull(configure);
        return Add(builder, name, new ProjectMetadata(ProjectFiles.Resolve(builder.AppHostDirectory, projectPath)), configure);
    }

    /// <summary>Says how many processes of the project run; requests to its endpoints are spread over them.</summary>
    /// <param name="builder">The project.</param>
    /// <param name="replicas">The number.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentOutOfRangeException.ThrowIfLessThan(replicas, 1);
        return builder.WithAnnotation(new ReplicaAnnotation(replicas), ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>Keeps the deployed project from trusting forwarded headers.</summary>
    /// <param name="builder">The project.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<ProjectResource> DisableForwardedHeaders(this IResourceBuilder<ProjectResource> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(new DisableForwardedHeadersAnnotation(), ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>Says which endpoints the process is told to listen on; all HTTP endpoints unless this is called.</summary>
    /// <param name="builder">The project.</param>
    /// <param name="filter">True for those that it is told about. Called more than once, all filters must agree.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<ProjectResource> WithEndpointsInEnvironment(
        this IResourceBuilder<ProjectResource> builder, Func<EndpointAnnotation, bool> filter)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(filter);
        builder.Resource.EndpointSettings.AddFilter(filter);
        return builder;
    }

    private static void Choose(ProjectResourceOptions options, string? launchProfileName)
    {
        options.ExcludeLaunchProfile = launchProfileName is null;
        options.LaunchProfileName = launchProfileName;
    }

    private static IResourceBuilder<ProjectResource> Add(
        IDistributedApplicationBuilder builder, string name, IProjectMetadata metadata, Action<ProjectResourceOptions> configure)
    {
        var options = new ProjectResourceOptions();
        configure(options);
        return ProjectDefaults.Apply(builder.AddResource(new ProjectResource(name)).WithAnnotation(metadata), options);
    }
}
