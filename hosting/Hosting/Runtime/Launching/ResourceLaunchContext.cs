using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;
using Migration.Hosting.Runtime.Paths;
using Migration.Hosting.Runtime.Processes;

namespace Migration.Hosting.Runtime;

/// <summary>What a launcher knows about the start it prepares.</summary>
internal sealed class ResourceLaunchContext
{
    /// <summary>The resource of the model.</summary>
    public required IResource Resource { get; init; }

    /// <summary>Name of the instance, <c>{name}-{suffix}</c>; differs between replicas, stays over restarts.</summary>
    public required string InstanceId { get; init; }

    /// <summary>The resource's environment variables, resolved. The engine adds its own (mark, runtime knobs) afterwards.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>The resource's arguments, resolved.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>Writes to the resource's own log.</summary>
    public required ILogger Logger { get; init; }

    /// <summary>Where data, caches and throw-away files go.</summary>
    public required EnvironmentPaths Paths { get; init; }

    /// <summary>Runs helper programs (initdb, a build) under the same guarantees as resources.</summary>
    public required IProcessRunner Processes { get; init; }

    /// <summary>The application's services.</summary>
    public required IServiceProvider Services { get; init; }

    /// <summary>Cancelled when the start is given up or the host stops.</summary>
    public required CancellationToken CancellationToken { get; init; }
}
