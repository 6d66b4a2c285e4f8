using Microsoft.Extensions.Hosting;
using Migration.Hosting.Testing;

namespace Aspire.Hosting.Testing;

/// <summary>Runs an AppHost in the process of a test, held where it can still be changed.</summary>
public static class DistributedApplicationTestingBuilder
{
    /// <summary>Runs the program of an AppHost up to the point where it builds its application.</summary>
    /// <typeparam name="TEntryPoint">A type of the AppHost's assembly, such as <c>Projects.AppHost</c>.</typeparam>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The AppHost's builder with all that the program added.</returns>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(CancellationToken cancellationToken = default)
        where TEntryPoint : class => CreateAsync(typeof(TEntryPoint), cancellationToken);

    /// <summary>Runs the program of an AppHost up to the point where it builds its application.</summary>
    /// <param name="entryPoint">A type of the AppHost's assembly, such as <c>Projects.AppHost</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The AppHost's builder with all that the program added.</returns>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync(Type entryPoint, CancellationToken cancellationToken = default) =>
        CreateAsync(entryPoint, [], cancellationToken);

    /// <summary>Runs the program of an AppHost up to the point where it builds its application.</summary>
    /// <typeparam name="TEntryPoint">A type of the AppHost's assembly, such as <c>Projects.AppHost</c>.</typeparam>
    /// <param name="args">The command line of the program, none of them empty.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The AppHost's builder with all that the program added.</returns>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(
        string[] args, CancellationToken cancellationToken = default)
        where TEntryPoint : class => CreateAsync(typeof(TEntryPoint), args, cancellationToken);

    /// <summary>Runs the program of an AppHost up to the point where it builds its application.</summary>
    /// <param name="entryPoint">A type of the AppHost's assembly, such as <c>Projects.AppHost</c>.</param>
    /// <param name="args">The command line of the program, none of them empty.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The AppHost's builder with all that the program added.</returns>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync(
        Type entryPoint, string[] args, CancellationToken cancellationToken = default) =>
        CreateAsync(entryPoint, args, (_, _) => { }, cancellationToken);

    /// <summary>Runs the program of an AppHost up to the point where it builds its application.</summary>
    /// <typeparam name="TEntryPoint">A type of the AppHost's assembly, such as <c>Projects.AppHost</c>.</typeparam>
    /// <param name="args">The command line of the program, none of them empty.</param>
    /// <param name="configureBuilder">Changes how the builder is made, before it is.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The AppHost's builder with all that the program added.</returns>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(
        string[] args,
        Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder,
        CancellationToken cancellationToken = default) => CreateAsync(typeof(TEntryPoint), args, configureBuilder, cancellationToken);

    /// <summary>Runs the program of an AppHost up to the point where it builds its application.</summary>
    /// <param name="entryPoint">A type of the AppHost's assembly, such as <c>Projects.AppHost</c>.</param>
    /// <param name="args">The command line of the program, none of them empty.</param>
    /// <param name="configureBuilder">Changes how the builder is made, before it is.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The AppHost's builder with all that the program added.</returns>
    /// <exception cref="ArgumentException">An argument is empty, or the type does not belong to an AppHost.</exception>
    /// <exception cref="InvalidOperationException">The program ended without building an application, or took too long.</exception>
    public static async Task<IDistributedApplicationTestingBuilder> CreateAsync(
        Type entryPoint,
        string[] args,
        Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entryPoint);
        TestArguments.ThrowIfUnusable(args);
        ArgumentNullException.ThrowIfNull(configureBuilder);

        var factory = new SuspendedFactory(entryPoint, args, configureBuilder);
        try
        {
            return await factory.CreateBuilderAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await factory.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Makes a builder for an application that a test puts together itself.</summary>
    /// <param name="args">The command line, none of them empty.</param>
    /// <returns>An empty builder with the same defaults.</returns>
    public static IDistributedApplicationTestingBuilder Create(params string[] args) => Create(args, (_, _) => { });

    /// <summary>Makes a builder for an application that a test puts together itself.</summary>
    /// <param name="args">The command line, none of them empty.</param>
    /// <param name="configureBuilder">Changes how the builder is made, before it is.</param>
    /// <returns>An empty builder with the same defaults.</returns>
    public static IDistributedApplicationTestingBuilder Create(
        string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder)
    {
        TestArguments.ThrowIfUnusable(args);
        ArgumentNullException.ThrowIfNull(configureBuilder);
        return AdHocBuilder.Create(args, configureBuilder);
    }
}
