using System.Diagnostics;
using Aspire.Hosting;
using Migration.Hosting.Tests.Runtime.Support;

namespace Migration.Hosting.Tests.PostgreSQL;

/// <summary>An AppHost with one server, in a process of its own. Says where the data lies, and then that it is healthy.</summary>
internal static class PostgresHost
{
    public const string RoleVariable = "MIGRATION_TEST_POSTGRES_HOST";

    public static Process Start()
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Migration.Hosting.Tests"))
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(PostgresHost).Assembly.Location;
        start.Environment[RoleVariable] = "1";
        return Process.Start(start)!;
    }

    /// <summary>The rest of the line that begins with the word.</summary>
    public static async Task<string> ReadAsync(this Process host, string word, CancellationToken cancellationToken)
    {
        while (await host.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith(word, StringComparison.Ordinal))
            {
                return line[word.Length..].Trim();
            }
        }

        throw new InvalidOperationException($"The host ended before it said '{word}'.");
    }

    public static async Task RunAsync()
    {
        var builder = TestApp.CreateBuilder();
        builder.AddPostgres("pg").OnBeforeResourceStarted((_, started, _) =>
        {
            var paths = (Migration.Hosting.Runtime.Paths.EnvironmentPaths)started.Services.GetService(typeof(Migration.Hosting.Runtime.Paths.EnvironmentPaths))!;
            Console.WriteLine($"folder {paths.TemporaryDirectory}/pg-data");
            return Task.CompletedTask;
        });
        await using var app = builder.Build();
        await app.StartAsync();
        await app.ResourceNotifications.WaitForResourceHealthyAsync("pg");
        Console.WriteLine("healthy");
        await Task.Delay(Timeout.InfiniteTimeSpan);
    }
}
