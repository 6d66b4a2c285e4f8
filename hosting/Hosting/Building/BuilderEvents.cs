using System.Diagnostics;
using Aspire.Hosting;
using Microsoft.Extensions.Hosting;

namespace Migration.Hosting.Building;

/// <summary>
/// Tells listeners in the same process when an application is made. This is how a test host gets hold of what the AppHost's
/// Program builds.
/// </summary>
internal static class BuilderEvents
{
    internal const string ListenerName = "Aspire.Hosting";
    internal const string ConstructingName = "DistributedApplicationBuilderConstructing";
    internal const string ConstructedName = "DistributedApplicationBuilderConstructed";
    internal const string BuildingName = "DistributedApplicationBuilding";
    internal const string BuiltName = "DistributedApplicationBuilt";

    // A listener each time: one that is kept would keep those who subscribed to it.
    internal static void Constructing(DistributedApplicationOptions options, HostApplicationBuilderSettings settings) =>
        Write(ConstructingName, (options, settings));

    internal static void Constructed(DistributedApplicationBuilder builder) => Write(ConstructedName, builder);

    internal static void Building(DistributedApplicationBuilder builder) => Write(BuildingName, builder);

    internal static void Built(DistributedApplication application) => Write(BuiltName, application);

    private static void Write(string name, object payload)
    {
        using var listener = new DiagnosticListener(ListenerName);
        if (listener.IsEnabled() && listener.IsEnabled(name))
        {
            listener.Write(name, payload);
        }
    }
}
