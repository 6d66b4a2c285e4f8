using Migration.FaultProxy.Toxics;

namespace Migration.FaultProxy.Grpc;

/// <summary>Copies one half of a call, message by message as they come, with what a fault does to it.</summary>
internal sealed class CutStream(GrpcFault? fault, StreamDirection direction)
{
    private const int BufferSize = 16 * 1024;

    private readonly CutAttributes? _cut = fault?.Attributes is CutAttributes cut && cut.Direction == direction ? cut : null;

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

            var read = await source.ReadAsync(buffer, cancellationToken);
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
