using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Migration.Hosting.Runtime;
using Migration.Hosting.Runtime.Processes;

namespace Migration.Hosting.PostgreSQL;

/// <summary>
/// A data folder as initdb makes it, made once for each kind of programs and copied for each new server: a copy takes a tenth of initdb's
/// time. Nobody can log in to it: every way in is refused until a server gets a password and its own rules.
/// </summary>
internal sealed partial class TemplateCluster(
    string cacheDirectory, ServerUser user, IProcessRunner processes, TimeProvider timeProvider, ILogger logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The template's folder, made now if it is not in the cache.</summary>
    /// <exception cref="PostgresStartException">initdb failed.</exception>
    public async Task<string> GetAsync(PostgresBinaries binaries, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(cacheDirectory, $"template-{binaries.Version.Major}-{Fingerprint(binaries)}");
        if (IsComplete(folder))
        {
            return folder;
        }

        Folders.Create(cacheDirectory, user);
        using var held = await FileLock.TryAcquireAsync($"{folder}.lock", Patience, timeProvider, cancellationToken)
            ?? throw new PostgresStartException(
                $"Another process has held '{folder}.lock' for {Patience.TotalMinutes} minutes.", "End that process, or delete the cache folder.");
        if (!IsComplete(folder))
        {
            await MakeAsync(binaries, folder, cancellationToken);
        }

        return folder;
    }

    private static bool IsComplete(string folder) => File.Exists(Path.Combine(folder, "PG_VERSION"));

    private async Task MakeAsync(PostgresBinaries binaries, string folder, CancellationToken cancellationToken)
    {
        // Left behind by a host that died at this point, or emptied by hand.
        foreach (var leftover in Directory.EnumerateDirectories(cacheDirectory, $"{Path.GetFileName(folder)}*"))
        {
            Directory.Delete(leftover, recursive: true);
        }

        var work = Folders.Create($"{folder}.new-{Guid.NewGuid():N}", user);
        try
        {
            Log.Initialising(logger, binaries.Version.Text);
            Folders.GiveTo(work, user);
            await InitialiseAsync(binaries, work, cancellationToken);
            await File.AppendAllTextAsync(Path.Combine(work, "postgresql.conf"), $"\n{ClusterSettings.Defaults}\n", cancellationToken);
            Directory.Move(work, folder);
        }
        catch
        {
            Directory.Delete(work, recursive: true);
            throw;
        }
    }

    private async Task InitialiseAsync(PostgresBinaries binaries, string folder, CancellationToken cancellationToken)
    {
        // The order of strings is then the same on every machine and equal to the order of their bytes.
        var result = await RunInitdbAsync(binaries, folder, "C.UTF-8", cancellationToken);
        if (result.ExitCode != 0 && result.Output.Any(line => line.Text.Contains("invalid locale", StringComparison.Ordinal)))
        {
            result = await RunInitdbAsync(binaries, folder, "C", cancellationToken);
        }

        if (result.ExitCode != 0)
        {
            throw new PostgresStartException(
                $"'{binaries.Initdb}' ended with exit code {result.ExitCode}: {string.Join(' ', result.LastLines(6))}",
                $"Check that this PostgreSQL is complete and that user '{user.Name ?? Environment.UserName}' can write to '{cacheDirectory}', or set {NativeSettings.BinDirectoryKey} to another one.");
        }
    }

    private Task<ProcessResult> RunInitdbAsync(PostgresBinaries binaries, string folder, string locale, CancellationToken cancellationToken)
    {
        var launch = new ProcessLaunch(binaries.Initdb, Arguments(binaries, folder, locale))
        {
            WorkingDirectory = "/",
            UserName = user.Name,
            Environment = ServerEnvironment.For(user, folder),
        };
        return processes.RunAsync(launch, onOutput: null, cancellationToken);
    }

    private static string[] Arguments(PostgresBinaries binaries, string folder, string locale)
    {
        string[] common =
        [
            $"--pgdata={folder}", $"--username={SingleUserSession.BootstrapUser}", "--auth=reject", "--encoding=UTF8", $"--locale={locale}",
            "--no-sync", "--no-instructions",
        ];

        // From 17 on the server itself knows C.UTF-8, also where the system's library does not.
        return binaries.Version.Major >= 17 ? [.. common, "--locale-provider=builtin", "--builtin-locale=C.UTF-8"] : common;
    }

    private string Fingerprint(PostgresBinaries binaries)
    {
        // The folder too, since two builds of one version may differ in what they were built with.
        var identity = string.Join('\n', [binaries.Version.Text, user.Name, ClusterSettings.Defaults, .. Arguments(binaries, binaries.Directory, "")]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)))[..12];
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, EventName = "TemplateInitialising", Level = LogLevel.Information,
            Message = "Initialising the template data folder for PostgreSQL {Version}, once")]
        public static partial void Initialising(ILogger logger, string version);
    }
}
