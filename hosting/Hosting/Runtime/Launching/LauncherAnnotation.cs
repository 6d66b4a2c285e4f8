using Aspire.Hosting.ApplicationModel;

namespace Migration.Hosting.Runtime;

/// <summary>Says how a resource comes to run. The last one on a resource wins.</summary>
internal sealed class LauncherAnnotation(Func<IServiceProvider, IResourceLauncher> createLauncher) : IResourceAnnotation
{
    /// <summary>Made once an application; the launcher is shared by all starts and replicas of the resource.</summary>
    public Func<IServiceProvider, IResourceLauncher> CreateLauncher { get; } = createLauncher;
}
