using Aspire.Hosting;
using Microsoft.Extensions.Hosting;

namespace Migration.Hosting.Testing;

/// <summary>What is done while the program of an AppHost makes its application; each is called on the program's thread.</summary>
internal sealed record EntryPointHooks(
    Action<DistributedApplicationOptions, HostApplicationBuilderSettings> Creating,
    Action<DistributedApplicationBuilder> Created,
    Action<DistributedApplicationBuilder> Building,
    Action<DistributedApplication> Built);
