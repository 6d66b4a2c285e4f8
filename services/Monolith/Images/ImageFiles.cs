using System.Globalization;

namespace Migration.Monolith.Images;

/// <summary>
/// The file store. A file is written first and its row afterwards, a row is deleted first and its file afterwards: what a
/// crash can leave is a file without a row, never a row without a file.
/// </summary>
internal sealed partial class ImageFiles
{
    private readonly string root;
    private readonly string incoming;
    private readonly ILogger<ImageFiles> logger;

    public ImageFiles(ImageSettings settings, ILogger<ImageFiles> logger)
    {
        root = settings.Directory;
        incoming = Path.Combine(root, ".incoming");
        this.logger = logger;
        try
        {
            Directory.CreateDirectory(incoming);
        }
        catch (Exception denied) when (denied is UnauthorizedAccessException or IOException)
        {
            throw new StartupException(
                $"Setting Storage:Directory leads to '{root}', which cannot be made ({denied.Message}): name one that this user may write.",
                denied);
        }
    }

    public FileStream CreateIncoming()
        => new(Path.Combine(incoming, Guid.NewGuid().ToString("N")), new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Options = FileOptions.Asynchronous,
            BufferSize = 0,
        });

    /// <summary>Moves a file to its final place and returns its stored path, in which nothing is that a client sent.</summary>
    public string Keep(int listingId, ReceivedImage image)
    {
        var name = Path.GetFileName(image.IncomingPath);
        var stored = string.Create(CultureInfo.InvariantCulture, $"listings/{listingId}/{name}.{image.Kind.Extension}");
        var target = Path.Combine(root, stored);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Move(image.IncomingPath, target);
        return stored;
    }

    public void Write(string stored, ReadOnlySpan<byte> content)
    {
        var target = Path.Combine(root, stored);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.WriteAllBytes(target, content);
    }

    /// <summary>The file behind a stored path, or null. A path that leads out of the store, itself or by a link, leads nowhere.</summary>
    public FileInfo? Find(string stored)
    {
        if (stored.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        var path = Path.GetFullPath(Path.Combine(root, stored));
        if (!path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            return null;
        }

        var file = new FileInfo(path);
        return file is { Exists: true, LinkTarget: null } ? file : null;
    }

    public void Delete(IEnumerable<string> stored)
    {
        foreach (var path in stored)
        {
            DeleteFile(Find(path)?.FullName);
        }
    }

    public void Discard(IEnumerable<ReceivedImage> images)
    {
        foreach (var image in images)
        {
            DeleteFile(image.IncomingPath);
        }
    }

    private void DeleteFile(string? path)
    {
        try
        {
            if (path is not null)
            {
                File.Delete(path);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The rows are gone and the request has done what it was asked for; the file only takes up room.
            LogNotDeleted(logger, failure, path!);
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "File {Path} could not be deleted")]
    private static partial void LogNotDeleted(ILogger logger, Exception failure, string path);
}
