using System.CommandLine;
using System.Text.Json;
using Migration.DataSync.Api;
using Migration.DataSync.Databases;

namespace Migration.DataSync.Verification;

/// <summary><c>Migration.DataSync verify [--repair] [--json]</c>: one comparison, beside a service that follows or without one. Exit code 0 equal, 1 drift, 2 inconclusive.</summary>
internal static class VerifyCommand
{
    public const string Name = "verify";

    public static Command Create()
    {
        var repair = new Option<bool>("--repair") { Description = "Apply the repairs, in one transaction, and compare again." };
        var json = new Option<bool>("--json") { Description = "Print the report as JSON." };
        var svetubd = new Option<string>("--svetubd") { Description = "Connection string of the monolith's database.", Required = true };
        var listings = new Option<string>("--listings") { Description = "Connection string of the microservice's database.", Required = true };
        var search = new Option<string?>("--search") { Description = "Address of the search node; the index is not compared without." };
        var command = new Command(Name, "Compares the two databases and the search index, and names what differs.") { repair, json, svetubd, listings, search };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var report = await RunAsync(
                arguments.GetValue(svetubd)!, arguments.GetValue(listings)!, arguments.GetValue(search), arguments.GetValue(repair), cancellationToken);
            await Console.Out.WriteLineAsync(arguments.GetValue(json)
                ? JsonSerializer.Serialize(report, DataSyncJson.Readable.VerificationReport)
                : ReportText.Of(report));
            return report.Verdict switch { "EQUAL" => 0, "DRIFT" => 1, _ => 2 };
        });
        return command;
    }

    private static async Task<VerificationReport> RunAsync(
        string svetubd, string listings, string? search, bool repair, CancellationToken cancellationToken)
    {
        await using var databases = DatabasePair.Of(svetubd, listings, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);
        await using (var source = await databases.Source.OpenConnectionAsync(cancellationToken))
        {
            // The mapping's functions, where the service has never been.
            await SyncSchema.EnsureAsync(source, cancellationToken);
        }

        using var client = search is null ? null : new HttpClient { BaseAddress = new Uri(search) };
        var verifier = new Verifier(
            databases, new IndexVerifier(databases, new SearchNode(client), TimeProvider.System), new StreamWatermark(databases, TimeProvider.System), TimeProvider.System);
        return await verifier.VerifyAsync(repair, cancellationToken);
    }
}
