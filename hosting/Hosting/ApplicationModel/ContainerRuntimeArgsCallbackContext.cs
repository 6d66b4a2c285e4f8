namespace Aspire.Hosting.ApplicationModel;

/// <summary>Where the command line of the container engine is put together.</summary>
public sealed class ContainerRuntimeArgsCallbackContext
{
    /// <summary>Creates the context.</summary>
    /// <param name="args">The arguments so far.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public ContainerRuntimeArgsCallbackContext(IList<object> args, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(args);
        Args = args;
        CancellationToken = cancellationToken;
    }

    /// <summary>The arguments.</summary>
    public IList<object> Args { get; }

    /// <summary>Ends the start.</summary>
    public CancellationToken CancellationToken { get; }
}
