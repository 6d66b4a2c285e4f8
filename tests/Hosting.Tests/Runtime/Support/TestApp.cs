using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Migration.Hosting.Tests.Runtime.Support;

/// <summary>Builds small applications on the real engine, as tests do: free ports, nothing kept, no dashboard.</summary>
internal static class TestApp
{
    /// <summary>The program with the verbs of Hosting.TestHost, which the build puts beside this assembly.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "Migration.Hosting.TestHost");

    public static IDistributedApplicationBuilder CreateBuilder(params string[] args) => CreateBuilder(hasDashboard: false, args);

    public static IDistributedApplicationBuilder CreateBuilder(bool hasDashboard, params string[] args)
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            Args = ["--DcpPublisher:RandomizePorts=true", .. args],
            DisableDashboard = !hasDashboard,
            ProjectDirectory = AppContext.BaseDirectory,
        });
        builder.Services.AddLogging(logging => logging.ClearProviders());
        return builder;
    }

    /// <summary>A resource that runs a line of shell.</summary>
    public static IResourceBuilder<ExecutableResource> AddShell(this IDistributedApplicationBuilder builder, string name, string line) =>
        builder.AddResource(new ExecutableResource(name, "sh", AppContext.BaseDirectory)).WithArgs("-c", line);

    /// <summary>A resource that answers HTTP with its process id.</summary>
    public static IResourceBuilder<ExecutableResource> AddService(
        this IDistributedApplicationBuilder builder, string name, params string[] words) =>
        builder.AddResource(new ExecutableResource(name, Program, AppContext.BaseDirectory))
            .WithArgs(["service", .. words])
            .WithHttpEndpoint(env: "PORT");

    public static CustomResourceSnapshot GetSnapshot(this DistributedApplication app, string resource) =>
        app.ResourceNotifications.TryGetCurrentState(resource, out var last)
            ? last.Snapshot
            : throw new InvalidOperationException($"Nothing was published of '{resource}'.");

    public static async Task<IReadOnlyList<string>> GetLogAsync(this DistributedApplication app, string resource)
    {
        var lines = new List<string>();
        await foreach (var batch in app.Services.GetRequiredService<ResourceLoggerService>().GetAllAsync(resource))
        {
            lines.AddRange(batch.Select(line => line.Content));
        }

        return lines;
    }

    public static int GetProcessId(this CustomResourceSnapshot snapshot) =>
        (int)snapshot.Properties.Single(property => property.Name is "executable.pid").Value!;
}
