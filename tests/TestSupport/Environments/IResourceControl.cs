namespace Migration.TestSupport.Environments;

/// <summary>Stops and starts the resources of an environment, whichever process has started it.</summary>
public interface IResourceControl
{
    /// <summary>Returns once it has ended.</summary>
    public Task StopAsync(string resource, CancellationToken cancellationToken);

    /// <summary>Returns once it is healthy.</summary>
    public Task StartAsync(string resource, CancellationToken cancellationToken);

    /// <summary>
    /// Says that nothing is done but wait from now on: until a resource is stopped, another suite may use the environment. Whoever runs the suites
    /// one after another saves that time; others have no use for it.
    /// </summary>
    public Task PauseAsync(CancellationToken cancellationToken);

    /// <summary>When it was last started.</summary>
    public Task<DateTime> StartedAtAsync(string resource, CancellationToken cancellationToken);
}
