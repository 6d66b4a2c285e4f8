using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Migration.Hosting.Runtime.Settings;

namespace Migration.Hosting.Runtime.Orchestration;

/// <summary>The resources of an application with the controllers of those that are processes.</summary>
internal sealed class ResourceSet(
    DistributedApplicationModel model,
    RuntimeSettings settings,
    LauncherRegistry launchers,
    ControllerFactory factory,
    InstancePreparer preparer) : IDisposable
{
    private readonly Dictionary<string, InstanceController> _byId = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<IResource, IReadOnlyList<InstanceController>> _byResource = [];
    private IReadOnlySet<IResource> _selected = new HashSet<IResource>();

    public IReadOnlyCollection<IResource> All => [.. model.Resources];

    public IEnumerable<InstanceController> Controllers => _byId.Values;

    /// <summary>Reads the model, which does not change any more.</summary>
    /// <exception cref="DistributedApplicationException">A resource cannot run here, or --only names one that is not there.</exception>
    public void Load(ResourceNotificationService notifications, ResourceLoggerService loggers)
    {
        _selected = StartSelection.Select(All, settings.Only);
        foreach (var resource in All.Where(StartsByItself))
        {
            launchers.ThrowIfContainer(resource);
        }

        foreach (var resource in All.Where(resource => launchers.Find(resource) is not null))
        {
            var controllers = factory.Create(resource);
            string[] ids = [.. controllers.Select(controller => controller.Instance.Id)];
            loggers.RegisterInstances(resource.Name, ids);
            notifications.RegisterInstances(resource.Name, ids);
            _byResource[resource] = controllers;
            foreach (var controller in controllers)
            {
                _byId[controller.Instance.Id] = controller;
            }

            var isProject = resource.Annotations.OfType<IProjectMetadata>().Any();
            LifecycleCommands.Add(resource, id => _byId[id], isProject ? preparer.RebuildAsync : null);
        }
    }

    public IReadOnlyList<InstanceController> GetControllers(IResource resource) => _byResource.GetValueOrDefault(resource, []);

    /// <summary>Whether --only leaves it, or there is no --only.</summary>
    public bool IsSelected(IResource resource) => _selected.Contains(resource);

    public bool StartsByItself(IResource resource) =>
        IsSelected(resource) && !resource.Annotations.OfType<ExplicitStartupAnnotation>().Any();

    public void Dispose()
    {
        foreach (var controller in _byId.Values)
        {
            controller.Dispose();
        }
    }
}
