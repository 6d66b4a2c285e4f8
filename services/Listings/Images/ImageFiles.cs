using System.Globalization;

namespace Migration.Listings.Images;

/// <summary>
/// The file store. A file is <c>{listing}/{random}.{ext}</c>; it is written under a temporary name and takes its own when it is whole, before the
/// row that names it commits: a row never names a file that is not there.
/// </summary>
internal sealed class ImageFiles : IDisposable
{
    public const string UrlPrefix = "/images/";

    private readonly string _root;
    private readonly bool _isTemporary;

    public ImageFiles(ImageOptions options, IConfiguration configuration)
    {
        var configured = options.Directory ?? configuration["Storage:Directory"];
        _isTemporary = string.IsNullOrWhiteSpace(configured);
        _root = _isTemporary
            ? Directory.CreateTempSubdirectory("listings-images-").FullName
            : Path.Combine(Path.GetFullPath(configured!), "images");
        Directory.CreateDirectory(_root);
    }

    /// <summary>A new file's path within the store.</summary>
    public static string NewPath(long listingId, string mimeType)
        => string.Create(CultureInfo.InvariantCulture, $"{listingId}/{Guid.NewGuid():N}{ImageFormat.ExtensionOf(mimeType)}");

    public FileStream CreateTemporary(out string path)
    {
        path = Path.Combine(_root, $"{Guid.NewGuid():N}.part");
        return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
    }

    public void Keep(string temporary, string path)
    {
        var target = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Move(temporary, target);
    }

    public void Delete(string path) => File.Delete(Path.Combine(_root, path));

    /// <summary>The whole path of a stored file, or null: only names that this store gives are looked for, so nothing leads out of it.</summary>
    public string? Find(string listing, string name)
    {
        var isOurs = long.TryParse(listing, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            && Guid.TryParseExact(Path.GetFileNameWithoutExtension(name), "N", out _)
            && ImageFormat.TypeOf(Path.GetExtension(name)) is not null;
        var path = isOurs ? Path.Combine(_root, listing, name) : null;
        return path is not null && File.Exists(path) ? path : null;
    }

    public void Dispose()
    {
        if (_isTemporary)
        {
            Directory.Delete(_root, recursive: true);
        }
    }
}
