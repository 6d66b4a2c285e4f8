using System.Diagnostics;
using System.Text.Json;
using Migration.LoadGenerator;
using Migration.TestSupport.Environments;

namespace Migration.PerformanceReliability.Suite;

/// <summary>Runs the load generator.</summary>
internal static class LoadProcess
{
    private const int Users = 50;
    private const long FirstUser = 100;

    public static async Task<LoadResult> RunAsync(LoadShape shape, Uri? peer, CancellationToken cancellationToken)
    {
        var tokens = await Task.WhenAll(Enumerable.Range(0, Users).Select(user => PerformanceEnvironment.Marketplace.TokenAsync(FirstUser + user, cancellationToken)));
        var plan = new LoadPlan
        {
            Target = MigrationEnvironment.Current.Addresses.Monolith,
            Peer = peer,

            // Where others use the environment the check has been allowed by its name.
            MayLeaveTheMachine = MigrationEnvironment.Current.IsDeployed,
            Rate = shape.Rate,
            Seconds = shape.Seconds,
            LeadIn = shape.LeadIn,
            Tokens = tokens,
            Listings = PerformanceEnvironment.Listings,
            Category = PerformanceEnvironment.Category,
        };
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Migration.LoadGenerator.dll")])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The load generator was not started.");
        try
        {
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await JsonSerializer.SerializeAsync(process.StandardInput.BaseStream, plan, LoadJson.Options, cancellationToken);
            process.StandardInput.Close();
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            var result = process.ExitCode == 0
                ? JsonSerializer.Deserialize<LoadResult>(output, LoadJson.Options)!
                : throw new InvalidOperationException($"The load generator failed with exit code {process.ExitCode}: {await errors}");
            foreach (var made in result.Made)
            {
                MigrationEnvironment.Current.Made(made.Id, FirstUser + made.Token);
            }

            return result;
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }
}
