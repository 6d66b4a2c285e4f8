using Migration.Contracts.Listings.V1;

namespace Migration.Listings.Images;

/// <summary>A file that is being received.</summary>
internal sealed class IncomingFile(ImageFiles store, UploadImageMetadata metadata) : IDisposable
{
    private readonly byte[] _header = new byte[ImageFormat.HeaderLength];
    private FileStream? _stream;
    private string? _path;
    private long _size;
    private int _headerLength;
    private string? _problem;

    public async Task AppendAsync(ReadOnlyMemory<byte> chunk, CancellationToken cancellationToken)
    {
        _size += chunk.Length;
        if (_size > ImageLimits.BytesPerFile)
        {
            _problem ??= $"has more than {ImageLimits.BytesPerFile} bytes";
            return;
        }

        var missing = Math.Min(_header.Length - _headerLength, chunk.Length);
        chunk.Span[..missing].CopyTo(_header.AsSpan(_headerLength));
        _headerLength += missing;
        _stream ??= store.CreateTemporary(out _path);
        await _stream.WriteAsync(chunk, cancellationToken);
    }

    public async Task<ReceivedFile> EndAsync()
    {
        var type = ImageFormat.Detect(_header.AsSpan(0, _headerLength));
        _problem ??= Judge(type);
        if (_stream is not null)
        {
            await _stream.DisposeAsync();
            _stream = null;
        }

        if (_problem is not null && _path is not null)
        {
            File.Delete(_path);
            _path = null;
        }

        return new ReceivedFile(metadata, _path, _size, type, _problem);
    }

    public void Dispose()
    {
        _stream?.Dispose();
        if (_path is not null)
        {
            File.Delete(_path);
        }
    }

    private string? Judge(string? type)
        => _size == 0 ? "is empty"
            : metadata.FileSize > 0 && metadata.FileSize != _size ? $"has {_size} bytes, its metadata says {metadata.FileSize}"
            : type is null ? "is no JPEG, PNG, WebP or GIF image"
            : !type.Equals(metadata.ContentType, StringComparison.Ordinal) ? $"is {type}, its metadata says {metadata.ContentType}"
            : null;
}
