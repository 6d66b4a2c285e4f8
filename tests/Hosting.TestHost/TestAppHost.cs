using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Migration.Hosting.TestHost;

/// <summary>
/// An AppHost of two services, <c>front</c> waiting for <c>back</c>, and a shell that leaves a process in a session of its own. The
/// first argument says what <c>back</c> is told; the others are configuration. Says "ready" once everything is healthy.
/// </summary>
internal static class TestAppHost
{
    public static async Task<int> RunAsync(string[] args)
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            Args = args[1..],
            ProjectDirectory = Environment.GetEnvironmentVariable("TESTHOST_DIRECTORY") ?? Environment.CurrentDirectory,
        });
        var back = AddService(builder, "back", 18471, args[0].Split(','));
        var front = AddService(builder, "front", 18472, ["plain"]);
        front.Resource.Annotations.Add(new WaitAnnotation(back.Resource, WaitType.WaitUntilHealthy));
        var shell = builder.AddResource(new ExecutableResource("shell", "sh", "/"));
        shell.WithArgs("-c", "setsid sleep 4711 & sleep 4712");

        await using var app = builder.Build();
        _ = SayWhenReadyAsync(app);
        await app.RunAsync();
        return Environment.ExitCode;
    }

    private static IResourceBuilder<ExecutableResource> AddService(IDistributedApplicationBuilder builder, string name, int port, string[] words) =>
        builder.AddResource(new ExecutableResource(name, Environment.ProcessPath!, AppContext.BaseDirectory))
            .WithArgs(["service", .. words])
            .WithHttpEndpoint(port: port, env: "PORT")
            .WithHttpHealthCheck();

    private static async Task SayWhenReadyAsync(DistributedApplication app)
    {
        try
        {
            await app.ResourceNotifications.WaitForResourceHealthyAsync("back");
            await app.ResourceNotifications.WaitForResourceHealthyAsync("front");
            await app.ResourceNotifications.WaitForResourceAsync("shell", KnownResourceStates.Running);
            await foreach (var happened in app.ResourceNotifications.WatchAsync())
            {
                var pid = happened.Snapshot.Properties.FirstOrDefault(property => property.Name is "executable.pid")?.Value;
                Console.WriteLine($"pid {happened.Resource.Name} {pid} {string.Join(' ', happened.Snapshot.Urls.Select(url => url.Url))}");
                if (happened.Resource.Name is "shell")
                {
                    break;
                }
            }

            Console.WriteLine("ready");
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("stopped before it was ready");
        }
    }
}
