using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <content>Waits.</content>
public static partial class ResourceBuilderExtensions
{
    /// <summary>Starts the resource only when another one runs, is healthy and its ready subscribers are done.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="dependency">The other resource; when it lives in a parent, the parent is waited for too.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="DistributedApplicationException">The dependency is the resource itself or its own parent.</exception>
    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResourceWithWaitSupport => AddWait(builder, dependency, new Wait(WaitType.WaitUntilHealthy));

    /// <summary>Starts the resource only when another one runs, is healthy and its ready subscribers are done.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="dependency">The other resource; when it lives in a parent, the parent is waited for too.</param>
    /// <param name="waitBehavior">What happens when the dependency fails.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="DistributedApplicationException">The dependency is the resource itself or its own parent.</exception>
    public static IResourceBuilder<T> WaitFor<T>(
        this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency, WaitBehavior waitBehavior)
        where T : IResourceWithWaitSupport => AddWait(builder, dependency, new Wait(WaitType.WaitUntilHealthy, waitBehavior));

    /// <summary>Starts the resource only when another one runs, healthy or not.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="dependency">The other resource; when it lives in a parent, the parent is waited for too.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="DistributedApplicationException">The dependency is the resource itself or its own parent.</exception>
    public static IResourceBuilder<T> WaitForStart<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResourceWithWaitSupport => AddWait(builder, dependency, new Wait(WaitType.WaitUntilStarted));

    /// <summary>Starts the resource only when another one runs, healthy or not.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="dependency">The other resource; when it lives in a parent, the parent is waited for too.</param>
    /// <param name="waitBehavior">What happens when the dependency fails.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="DistributedApplicationException">The dependency is the resource itself or its own parent.</exception>
    public static IResourceBuilder<T> WaitForStart<T>(
        this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency, WaitBehavior waitBehavior)
        where T : IResourceWithWaitSupport => AddWait(builder, dependency, new Wait(WaitType.WaitUntilStarted, waitBehavior));

    /// <summary>Starts the resource only when another one has ended.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="dependency">The other resource.</param>
    /// <param name="exitCode">The exit code that it must end with; another one fails the resource.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="DistributedApplicationException">The dependency is the resource itself or its own parent.</exception>
    public static IResourceBuilder<T> WaitForCompletion<T>(
        this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency, int exitCode = 0)
        where T : IResourceWithWaitSupport => AddWait(builder, dependency, new Wait(WaitType.WaitForCompletion, ExitCode: exitCode));

    private static IResourceBuilder<T> AddWait<T>(IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency, Wait wait)
        where T : IResourceWithWaitSupport
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(dependency);
        IResource resource = builder.Resource;
        wait.Add(resource, dependency.Resource);
        return builder.WithRelationship(dependency.Resource, KnownRelationshipTypes.WaitFor);
    }

    /// <summary>A wait that is asked for, before it is known for what else it stands.</summary>
    private sealed record Wait(WaitType Type, WaitBehavior? Behavior = null, int ExitCode = 0)
    {
        internal void Add(IResource resource, IResource dependency)
        {
            if (ReferenceEquals(resource, dependency))
            {
                throw new DistributedApplicationException($"The '{resource.Name}' resource cannot wait for itself.");
            }

            if (resource is IResourceWithParent { Parent: var parent } && ReferenceEquals(parent, dependency))
            {
                throw new DistributedApplicationException(
                    $"The '{resource.Name}' resource cannot wait for its parent '{dependency.Name}'.");
            }

            foreach (var implied in Implied(dependency).Where(implied => !ReferenceEquals(implied, resource)))
            {
                Prerequisite.Add(resource, implied);
            }

            var isThere = resource.Annotations.OfType<WaitAnnotation>().Any(known =>
                ReferenceEquals(known.Resource, dependency) && known.WaitType == Type && known.WaitBehavior == Behavior && known.ExitCode == ExitCode);
            if (!isThere)
            {
                resource.Annotations.Add(new WaitAnnotation(dependency, Type, ExitCode) { WaitBehavior = Behavior });
            }
        }

        // A server never completes: whoever waits for the end of something in it needs the server up meanwhile.
        private Wait Prerequisite => Type == WaitType.WaitForCompletion ? new Wait(WaitType.WaitUntilHealthy) : this;

        private static IEnumerable<IResource> Implied(IResource dependency) => dependency switch
        {
            IResourceWithParent { Parent: var parent } => [parent],
            ConnectionStringResource connectionString => ReferenceWalk.FindResources(connectionString.ConnectionStringExpression)
                .Where(part => part is not IResourceWithoutLifetime and not ParameterResource),
            _ => [],
        };
    }
}
