using System.Net;

namespace Migration.FaultProxy.Grpc;

/// <summary>The client's half of a call, passed on while it is still coming. A content of its own type may be sent while the answer is read.</summary>
internal sealed class CallContent(Stream body, CutStream copy, CancellationToken callEnds) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(callEnds, cancellationToken);

        // The headers are not to wait for the first message.
        await stream.FlushAsync(either.Token);
        await copy.CopyAsync(body, stream, either.Token);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
