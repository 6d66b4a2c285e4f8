namespace Migration.Hosting.Runtime;

/// <summary>Turns one kind of resource into a process. Found through the resource's <see cref="LauncherAnnotation"/>.</summary>
internal interface IResourceLauncher
{
    /// <summary>
    /// Does what must be done before the process can start (unpack, initialise, copy) and says how to start it. Called once for
    /// every start of every replica, after the resource's waits, endpoints, environment and arguments are settled.
    /// </summary>
    /// <exception cref="ResourceStartException">The resource cannot start; the message gives cause and cure.</exception>
    Task<ProcessLaunch> PrepareAsync(ResourceLaunchContext context);
}
