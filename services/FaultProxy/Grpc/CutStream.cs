using Migration.FaultProxy.Toxics;

namespace Migration.FaultProxy.Grpc;

/// <summary>Copies one half of a call, message by message as they come, with what a fault does to it.</summary>
internal sealed class CutStream(GrpcFault? fault, StreamDirection direction)
{
    private const int BufferSize = 16 * 1024;

    private readonly CutAttributes? _cut = fault?.Attributes is CutAttributes cut && cut.Direction == direction ? cut : null;

    /// <summary>
    /// The client has given its request up. Kestrel says so by what reading it comes to, and only some time later by the token of the request.
    /// </summary>
    public bool ClientHasLeft { get; private set; }

    /// <summary>Copies until the source ends.</summary>
    /// <returns>False if the fault ended it before.</returns>
    public async Task<bool> CopyAsync(Stream source, Stream destination, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferSize];
        var cut = _cut is null ? null : new MessageCut(_cut.AfterMessages);
        while (true)
        {
            if (cut is { IsReached: true })
            {
                if (!await PassCutAsync(cancellationToken))
                {
                    return false;
                }

                cut = null;
            }

            var read = await ReadAsync(source, buffer, cancellationToken);
            if (read == 0)
            {
                return true;
            }

            var ahead = cut?.Take(buffer.AsSpan(0, read)) ?? read;
            await destination.WriteAsync(buffer.AsMemory(0, ahead), cancellationToken);
            await destination.FlushAsync(cancellationToken);
            if (ahead == read)
            {
                continue;
            }

            if (!await PassCutAsync(cancellationToken))
            {
                return false;
            }

            cut = null;
            await destination.WriteAsync(buffer.AsMemory(ahead, read - ahead), cancellationToken);
            await destination.FlushAsync(cancellationToken);
        }
    }

    private async ValueTask<int> ReadAsync(Stream source, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await source.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception) when (direction == StreamDirection.Upstream)
        {
            ClientHasLeft = true;
            throw;
        }
    }

    /// <summary>What the fault does at the cut.</summary>
    /// <returns>False: the stream ends here. True: it goes on.</returns>
    private async Task<bool> PassCutAsync(CancellationToken cancellationToken)
    {
        if (_cut is HalfCloseAttributes)
        {
            return false;
        }

        await fault!.UntilRemovedAsync(cancellationToken);
        return true;
    }
}
