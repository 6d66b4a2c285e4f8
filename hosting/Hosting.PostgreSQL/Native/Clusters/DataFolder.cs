using System.Globalization;
using Microsoft.Extensions.Logging;
using Migration.Hosting.Runtime;
using Migration.Hosting.Runtime.Processes;

namespace Migration.Hosting.PostgreSQL;

/// <summary>
/// One server's data folder, held by this host alone until it is disposed of. A new folder counts as not there until
/// <see cref="Complete"/>: whatever breaks off before, the next start begins anew, and nobody was ever told of what was in it.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private const string LockFile = "migration.lock";
    private const string IncompleteMark = "migration.incomplete";
    private const string VersionFile = "PG_VERSION";

    // A host that was killed a moment ago holds nothing, one that is just ending holds on a little longer.
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(3);

    private readonly IDisposable _lock;
    private readonly ServerUser _user;

    private DataFolder(string path, ServerUser user, IDisposable held)
    {
        Path = path;
        _user = user;
        _lock = held;
    }

    public string Path { get; }

    /// <summary>Whether the folder is still to be filled.</summary>
    public bool IsNew => !File.Exists(In(VersionFile)) || File.Exists(In(IncompleteMark));

    /// <summary>The major version that made the folder; null when it is new.</summary>
    public int? Major => IsNew ? null : ReadMajor();

    /// <summary>Creates the folder if need be and takes it for this host.</summary>
    /// <exception cref="PostgresStartException">It is in use, or holds something else, or the server's user cannot reach it.</exception>
    public static async Task<DataFolder> OpenAsync(
        string path, ServerUser user, TimeProvider timeProvider, ILogger logger, CancellationToken cancellationToken)
    {
        path = Folders.Create(path, user);
        RequireReachable(path, user);
        var held = await FileLock.TryAcquireAsync(System.IO.Path.Combine(path, LockFile), LockPatience, timeProvider, cancellationToken)
            ?? throw new PostgresStartException($"Data folder '{path}' is in use by {DescribeHolder(path)}.", "Stop it first, or use another data folder.");
        try
        {
            await new FolderGuard(path, timeProvider, logger).ClearAsync(cancellationToken);
            var folder = new DataFolder(path, user, held);
            folder.RequireOwn();
            return folder;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <exception cref="PostgresStartException">The folder was made by another major version.</exception>
    public void RequireVersion(PostgresBinaries binaries)
    {
        if (Major is { } major && major != binaries.Version.Major)
        {
            throw new PostgresStartException(
                $"Data folder '{Path}' was made by PostgreSQL {major}, and the PostgreSQL found in '{binaries.Directory}' is {binaries.Version}: one major version cannot open another's data.",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Install PostgreSQL {major} beside it or set {NativeSettings.BinDirectoryKey} to its folder, or convert the data with pg_upgrade, or delete the folder to start with an empty one."));
        }
    }

    /// <summary>Fills a new folder with a copy of the template.</summary>
    /// <param name="template">The folder to copy.</param>
    /// <param name="processes">Runs the copying.</param>
    /// <param name="foldersToDelete">What goes with the environment: known to the reaper before there is anything in it.</param>
    /// <param name="cancellationToken">Gives the copying up.</param>
    public async Task FillAsync(
        string template, IProcessRunner processes, IReadOnlyList<string> foldersToDelete, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(In(IncompleteMark), "Deleted once this data folder is ready for use.\n", cancellationToken);
        Clear();

        // cp, because it keeps owner and modes, copies links as links and shares blocks where the file system can.
        var copy = new ProcessLaunch("cp", ["-a", $"{template}/.", Path]) { WorkingDirectory = "/", FoldersToDelete = foldersToDelete };
        var result = await processes.RunAsync(copy, onOutput: null, cancellationToken);
        if (result.ExitCode != 0)
        {
            throw new PostgresStartException(
                $"The template data folder '{template}' cannot be copied to '{Path}': {string.Join(' ', result.LastLines(4))}",
                "Make room there, or set DataDirectory to another place.");
        }

        Folders.GiveTo(Path, _user);
    }

    /// <summary>Writes a file that the server reads.</summary>
    public async Task WriteAsync(string name, string content, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(In(name), content, cancellationToken);
        if (_user.IsSwitched)
        {
            SystemCalls.ChangeOwner(In(name), _user);
        }
    }

    /// <summary>Says that the new folder is ready for use and must be kept from now on.</summary>
    public void Complete() => File.Delete(In(IncompleteMark));

    public void Dispose() => _lock.Dispose();

    private static void RequireReachable(string path, ServerUser user)
    {
        if (user.IsSwitched && Folders.FirstClosed(System.IO.Path.GetDirectoryName(path)!) is { } closed)
        {
            throw new PostgresStartException(
                $"Data folder '{path}' lies below '{closed}', which user '{user.Name}' may not enter; the server runs as that user because the host is root.",
                $"Set DataDirectory to a folder that all may enter, or open this one (chmod o+x '{closed}'), or run as an ordinary user.");
        }
    }

    private static string DescribeHolder(string path) => PostmasterPidFile.Read(path) is { } running
        ? string.Create(CultureInfo.InvariantCulture, $"another host, whose PostgreSQL server is process {running.ProcessId}")
        : "another host";

    private void RequireOwn()
    {
        if (!File.Exists(In(VersionFile)) && !File.Exists(In(IncompleteMark)) && Contents().FirstOrDefault() is { } stranger)
        {
            throw new PostgresStartException(
                $"Data folder '{Path}' holds '{System.IO.Path.GetFileName(stranger)}' but no PostgreSQL data.",
                "Use an empty folder, or one that PostgreSQL has made.");
        }
    }

    private int ReadMajor()
    {
        var text = File.ReadAllText(In(VersionFile)).Trim();
        return int.TryParse(text, CultureInfo.InvariantCulture, out var major)
            ? major
            : throw new PostgresStartException(
                $"The file '{In(VersionFile)}' says '{text}', which is no version of PostgreSQL.",
                "Restore the folder, or delete it to start with an empty one.");
    }

    private void Clear()
    {
        foreach (var entry in Contents())
        {
            if (Directory.Exists(entry) && new FileInfo(entry).LinkTarget is null)
            {
                Directory.Delete(entry, recursive: true);
            }
            else
            {
                File.Delete(entry);
            }
        }
    }

    // Without our own two files, what a mounted disk brings along, and hidden files such as .gitignore.
    private IEnumerable<string> Contents() => Directory.EnumerateFileSystemEntries(Path)
        .Where(entry => System.IO.Path.GetFileName(entry) is not (LockFile or IncompleteMark or "lost+found") and not ['.', ..]);

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
