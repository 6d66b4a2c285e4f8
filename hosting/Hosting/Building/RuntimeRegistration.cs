using Microsoft.Extensions.DependencyInjection;
using Migration.Hosting.Runtime;

namespace Migration.Hosting.Building;

/// <summary>The one place where the builder meets the engine that runs what it built.</summary>
internal static class RuntimeRegistration
{
    internal static void Add(IServiceCollection services) => services.AddHostingRuntime();
}
