using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Adds programs.</summary>
public static class ExecutableResourceBuilderExtensions
{
    /// <summary>Adds a program.</summary>
    /// <param name="builder">The application builder.</param>
    /// <param name="name">The name.</param>
    /// <param name="command">A file, or a name that is looked up in PATH.</param>
    /// <param name="workingDirectory">The folder that it starts in, relative to that of the AppHost.</param>
    /// <param name="args">The arguments, unquoted.</param>
    /// <returns>A builder to shape the program.</returns>
    public static IResourceBuilder<ExecutableResource> AddExecutable(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, string command, string workingDirectory, params string[]? args)
    {
        var added = Add(builder, name, command, workingDirectory);
        return args is { Length: > 0 } ? added.WithArgs(args) : added;
    }

    /// <summary>Adds a program.</summary>
    /// <param name="builder">The application builder.</param>
    /// <param name="name">The name.</param>
    /// <param name="command">A file, or a name that is looked up in PATH.</param>
    /// <param name="workingDirectory">The folder that it starts in, relative to that of the AppHost.</param>
    /// <param name="args">Texts, live values such as endpoints and parameters, or builders of resources that are values.</param>
    /// <returns>A builder to shape the program.</returns>
    public static IResourceBuilder<ExecutableResource> AddExecutable(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, string command, string workingDirectory, params object[]? args)
    {
        var added = Add(builder, name, command, workingDirectory);
        return args is { Length: > 0 } ? added.WithArgs(args) : added;
    }

    /// <summary>Changes the program.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="command">A file, or a name that is looked up in PATH.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithCommand<T>(this IResourceBuilder<T> builder, string command)
        where T : ExecutableResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(command);
        return Replace(builder, command, builder.Resource.WorkingDirectory);
    }

    /// <summary>Changes the folder that the program starts in.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="workingDirectory">The folder, relative to that of the AppHost.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithWorkingDirectory<T>(this IResourceBuilder<T> builder, string workingDirectory)
        where T : ExecutableResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(workingDirectory);
        return Replace(builder, builder.Resource.Command, FromAppHost(builder.ApplicationBuilder, workingDirectory));
    }

    private static IResourceBuilder<ExecutableResource> Add(
        IDistributedApplicationBuilder builder, string name, string command, string workingDirectory)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentException.ThrowIfNullOrEmpty(command);
        ArgumentNullException.ThrowIfNull(workingDirectory);
        return builder.AddResource(new ExecutableResource(name, command, FromAppHost(builder, workingDirectory)));
    }

    private static IResourceBuilder<T> Replace<T>(IResourceBuilder<T> builder, string command, string workingDirectory)
        where T : ExecutableResource => builder.WithAnnotation(
            new ExecutableAnnotation { Command = command, WorkingDirectory = workingDirectory }, ResourceAnnotationMutationBehavior.Replace);

    private static string FromAppHost(IDistributedApplicationBuilder builder, string directory) =>
        Path.GetFullPath(directory, builder.AppHostDirectory);
}
