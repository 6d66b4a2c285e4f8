using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Core;
using Migration.Contracts.Listings.V1;
using Migration.Listings.Validation;

namespace Migration.Listings.Images;

/// <summary>
/// Takes an upload's messages: metadata, its chunks, the next metadata, and so on. What breaks the protocol or a limit of the call ends the
/// call; what is wrong with one file refuses that file. The bytes go to disk as they come.
/// </summary>
internal sealed class UploadReceiver(ImageFiles store) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<ReceivedFile> _files = [];
    private IncomingFile? _current;
    private long _bytes;

    /// <summary>Called with the first metadata, before a byte is stored: may this caller do that?</summary>
    public required Func<UploadImageMetadata, Task> AuthorizeAsync { get; init; }

    public async Task<Upload> ReceiveAsync(IAsyncStreamReader<UploadImageChunkRequest> messages, CancellationToken cancellationToken)
    {
        UploadImageMetadata? first = null;
        while (await messages.MoveNext(cancellationToken))
        {
            var message = messages.Current;
            switch (message.DataCase)
            {
                case UploadImageChunkRequest.DataOneofCase.Metadata:
                    if (first is null)
                    {
                        first = message.Metadata;
                        await AuthorizeAsync(first);
                    }

                    await BeginFileAsync(first, message.Metadata);
                    break;
                case UploadImageChunkRequest.DataOneofCase.Chunk:
                    await AppendAsync(message.Chunk, cancellationToken);
                    break;
                default:
                    throw Broken("data", "must be metadata or a chunk");
            }
        }

        await EndFileAsync();
        return new Upload(first ?? throw Broken("data", "must begin with the metadata of a file"), _files, _hash.GetCurrentHash());
    }

    /// <summary>What is still under its temporary name goes.</summary>
    public void Dispose()
    {
        _current?.Dispose();
        foreach (var file in _files)
        {
            if (file.Temporary is not null)
            {
                File.Delete(file.Temporary);
            }
        }

        _hash.Dispose();
    }

    private async Task BeginFileAsync(UploadImageMetadata first, UploadImageMetadata metadata)
    {
        await EndFileAsync();
        if (_files.Count == ImageLimits.FilesPerUpload)
        {
            throw Broken("metadata", $"names more than {ImageLimits.FilesPerUpload} files");
        }

        if (metadata.ListingId != first.ListingId || metadata.UserId != first.UserId)
        {
            throw Broken("metadata", "must name one listing and one user for all files of a call");
        }

        ImageRules.CheckUpload(metadata);
        _hash.AppendData(metadata.ToByteArray());
        _current = new IncomingFile(store, metadata);
    }

    private async Task AppendAsync(ByteString chunk, CancellationToken cancellationToken)
    {
        var file = _current ?? throw Broken("chunk", "comes before the metadata of its file");
        if (chunk.Length > ImageLimits.BytesPerChunk)
        {
            throw Broken("chunk", $"has {chunk.Length} bytes, at most {ImageLimits.BytesPerChunk} are allowed");
        }

        _bytes += chunk.Length;
        if (_bytes > ImageLimits.BytesPerUpload)
        {
            throw Broken("chunk", $"brings the call beyond {ImageLimits.BytesPerUpload} bytes");
        }

        _hash.AppendData(chunk.Span);
        await file.AppendAsync(chunk.Memory, cancellationToken);
    }

    private async Task EndFileAsync()
    {
        if (_current is { } file)
        {
            _current = null;
            _files.Add(await file.EndAsync());
        }
    }

    private static RpcException Broken(string field, string problem)
    {
        var violations = new Violations();
        violations.Add(field, problem);
        return violations.ToException();
    }
}
