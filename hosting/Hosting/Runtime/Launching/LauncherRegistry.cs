using System.Collections.Concurrent;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Migration.Hosting.Runtime;

/// <summary>Knows how each resource comes to run.</summary>
internal sealed class LauncherRegistry(IServiceProvider services)
{
    private readonly ConcurrentDictionary<LauncherAnnotation, IResourceLauncher> _made = new(ReferenceEqualityComparer.Instance as IEqualityComparer<LauncherAnnotation>);
    private readonly ProjectLauncher _projects = new();
    private readonly ExecutableLauncher _executables = new();

    /// <summary>Null for what is no process: parameters, databases, connection strings, and what the AppHost itself drives.</summary>
    public IResourceLauncher? Find(IResource resource)
    {
        if (resource.Annotations.OfType<LauncherAnnotation>().LastOrDefault() is { } annotation)
        {
            return _made.GetOrAdd(annotation, static (made, services) => made.CreateLauncher(services), services);
        }

        return resource switch
        {
            ProjectResource => _projects,
            ExecutableResource => _executables,
            _ => null,
        };
    }

    /// <exception cref="DistributedApplicationException">A container is to be started, and nothing here can.</exception>
    public void ThrowIfContainer(IResource resource)
    {
        if (resource is ContainerResource && Find(resource) is null)
        {
            throw new DistributedApplicationException(
                $"Resource '{resource.Name}' is a container, and this engine starts no containers. Replace it by an executable (AddExecutable), "
                + "a project, a PostgreSQL server (AddPostgres runs natively) or a connection string to a running server; or leave it out of the start "
                + "with WithExplicitStart or --only.");
        }
    }
}
