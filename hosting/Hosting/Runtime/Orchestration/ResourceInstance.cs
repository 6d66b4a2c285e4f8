using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;
using Migration.Hosting.Runtime.Ports;

namespace Migration.Hosting.Runtime.Orchestration;

/// <summary>One of the processes that a resource stands for.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Id">Name of the instance, <c>{name}-{suffix}</c>.</param>
/// <param name="Suffix">The suffix alone.</param>
/// <param name="Index">Counts the instances of the resource from 0.</param>
/// <param name="Logger">Writes to the instance's log.</param>
internal sealed record ResourceInstance(IResource Resource, string Id, string Suffix, int Index, ILogger Logger)
{
    /// <summary>The ports of the resource's endpoints; set once they are allocated.</summary>
    public IReadOnlyList<EndpointPorts> Ports { get; set; } = [];
}
