using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Migration.Hosting.Runtime.Observation;

namespace Migration.Hosting.Runtime.Orchestration;

/// <summary>A process ready to be started, and what is shown of it.</summary>
internal sealed record InstanceLaunch(
    ProcessLaunch Launch,
    ImmutableArray<EnvironmentVariableSnapshot> Environment,
    ImmutableArray<ArgumentSnapshot> Arguments,
    ImmutableArray<ResourcePropertySnapshot> Properties);
