using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Migration.Hosting.RunConsole;

/// <summary>One instance of a resource as the console shows it.</summary>
internal sealed record RunRow(string Id, IResource Resource)
{
    /// <summary>The name of the resource, or the id of the instance where there are several.</summary>
    public string Name { get; init; } = Resource.Name;

    public RunPhase Phase { get; init; }

    /// <summary>The state as the model names it, for example <c>Running</c>.</summary>
    public string State { get; init; } = "";

    /// <summary>The health in one word; empty unless running.</summary>
    public string Health { get; init; } = "";

    /// <summary>What is wrong, or what is waited for; null when all is well.</summary>
    public string? Reason { get; init; }

    /// <summary>The whole message of a failed start, with cause, cure and log lines.</summary>
    public string? StartFailure { get; init; }

    /// <summary>The addresses that the resource answers at, the most important first.</summary>
    public IReadOnlyList<RunAddress> Addresses { get; init; } = [];

    /// <summary>When the phase began; null while nothing is known.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Whether this run of the resource was healthy before.</summary>
    public bool WasHealthy { get; init; }

    /// <summary>Whether nothing more is to be expected before the application counts as up.</summary>
    public bool IsSettled => Phase is RunPhase.Healthy or RunPhase.Done or RunPhase.Parked || IsSilent;

    /// <summary>Whether the resource, such as a connection string, has nobody who would tell its state.</summary>
    public bool IsSilent => Phase == RunPhase.Pending
        && Resource is not (ProjectResource or ExecutableResource or ContainerResource or IResourceWithParent);

    /// <summary>
    /// Whether the resource belongs to another, as a database to its server, or is nothing but a value: shown only when in trouble.
    /// </summary>
    public bool IsPart => Resource is IResourceWithParent or ConnectionStringResource;
}
