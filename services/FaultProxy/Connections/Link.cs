using System.Buffers;
using System.Net.Sockets;
using System.Threading.Channels;
using Migration.FaultProxy.Toxics;

namespace Migration.FaultProxy.Connections;

/// <summary>
/// One direction of a connection:
/// <code>
/// source ──read──▶ queue ──plan, wait until due──▶ destination
///                            ▲ asked again whenever the toxics change
/// </code>
/// Delays are reckoned from the arrival, so that a late line is as wide as a fast one.
/// </summary>
internal sealed class Link : IDisposable
{
    private const int ReadSize = 16 * 1024;

    /// <summary>With <see cref="ReadSize"/> the most that a slow line holds back: 16 MB. Then the sender has to wait.</summary>
    private const int QueueLength = 1024;

    /// <summary>A timer takes no more than some weeks; a longer wait is begun anew.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly Socket _source;
    private readonly Socket _destination;
    private readonly StreamDirection _direction;
    private readonly ConnectionContext _context;
    private readonly Channel<Chunk> _queue = Channel.CreateBounded<Chunk>(
        new BoundedChannelOptions(QueueLength) { SingleReader = true, SingleWriter = true });
    private readonly CancellationTokenSource _ends = new();
    private readonly Lock _gate = new();
    private LinkChain _chain;
    private volatile bool _hasFinished;

    public Link(Socket source, Socket destination, StreamDirection direction, ConnectionContext context)
    {
        (_source, _destination, _direction, _context) = (source, destination, direction, context);
        _chain = LinkChain.Empty(_ends.Token);
    }

    /// <summary>The link of the other direction, over the same two sockets.</summary>
    public Link? Opposite { get; set; }

    /// <summary>Puts these toxics in force, at once, also for bytes that already wait.</summary>
    public void Apply(IReadOnlyCollection<Toxic> toxics)
    {
        LinkChain before;
        lock (_gate)
        {
            before = _chain;
            Volatile.Write(ref _chain, before.Next(toxics.Where(toxic => toxic.Stream == _direction), _context.Random, _context.Now, _ends.Token));
        }

        _ = before.ReplaceAsync();
    }

    /// <summary>Carries until the stream ends, one way or another.</summary>
    public async Task<LinkEnding> RunAsync()
    {
        var reading = ReadAsync();
        var ending = await CarryAsync();
        await _ends.CancelAsync();
        await reading;
        return ending;
    }

    /// <summary>Ends it from outside.</summary>
    public void Dispose() => _ends.Cancel();

    private async Task<LinkEnding> CarryAsync()
    {
        try
        {
            while (await NextAsync() is { } chunk)
            {
                var ending = await PassAsync(chunk);
                if (chunk.Length > 0)
                {
                    ArrayPool<byte>.Shared.Return(chunk.Array);
                }

                if (ending is not null)
                {
                    return ending.Value;
                }
            }
        }
        catch (SocketException)
        {
            // The receiver is gone; the sender must not believe otherwise.
            return LinkEnding.Reset;
        }
        catch (Exception failure) when (failure is OperationCanceledException or ObjectDisposedException)
        {
            return LinkEnding.Close;
        }

        return LinkEnding.Close;
    }

    private async Task ReadAsync()
    {
        for (var number = 0L; ; number++)
        {
            var array = ArrayPool<byte>.Shared.Rent(ReadSize);
            var (length, ending) = await ReceiveAsync(array);
            var chunk = new Chunk(number, array, length, _context.Now, ending);
            try
            {
                await _queue.Writer.WriteAsync(chunk, _ends.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            if (ending is not null)
            {
                ArrayPool<byte>.Shared.Return(array);
                return;
            }
        }
    }

    private async Task<(int Length, LinkEnding? Ending)> ReceiveAsync(byte[] array)
    {
        try
        {
            var length = await _source.ReceiveAsync(array, _ends.Token);
            return (length, length == 0 ? LinkEnding.Finished : null);
        }
        catch (SocketException)
        {
            return (0, LinkEnding.Reset);
        }
        catch (Exception failure) when (failure is OperationCanceledException or ObjectDisposedException)
        {
            return (0, LinkEnding.Close);
        }
    }

    /// <summary>The next chunk; null when the toxics end the connection.</summary>
    private async Task<Chunk?> NextAsync()
    {
        while (true)
        {
            var chain = Volatile.Read(ref _chain);
            if (HasEnded(chain))
            {
                return null;
            }

            if (_queue.Reader.TryRead(out var chunk))
            {
                return chunk;
            }

            using var expiry = chain.ExpiresAt is { } at ? new CancellationTokenSource(WaitUntil(at), _context.Time) : null;
            using var either = expiry is null ? null : CancellationTokenSource.CreateLinkedTokenSource(chain.Token, expiry.Token);
            try
            {
                await _queue.Reader.WaitToReadAsync(either?.Token ?? chain.Token);
            }
            catch (OperationCanceledException) when (!_ends.IsCancellationRequested)
            {
                // Other toxics, or the time is up: look again.
            }
        }
    }

    private async Task<LinkEnding?> PassAsync(Chunk chunk)
    {
        var rest = chunk.Array.AsMemory(0, chunk.Length);
        do
        {
            _ends.Token.ThrowIfCancellationRequested();
            var chain = Volatile.Read(ref _chain);
            if (HasEnded(chain))
            {
                return LinkEnding.Close;
            }

            var passage = chain.Plan(chunk, rest.Length, _context.Now);
            if (!await IsDueAsync(passage, chain))
            {
                continue;
            }

            await SendAsync(passage, rest[..passage.Length]);
            chain.Passed(passage);
            rest = rest[passage.Length..];
            if (passage.Ending is { } ending)
            {
                return ending;
            }

            if (passage.IsEnd)
            {
                return End(chunk.Ending!.Value);
            }
        }
        while (chunk.Ending is not null || rest.Length > 0);

        return null;
    }

    private async Task SendAsync(Passage passage, ReadOnlyMemory<byte> bytes)
    {
        if (passage.IsDropped || passage.IsEnd)
        {
            return;
        }

        while (bytes.Length > 0)
        {
            bytes = bytes[await _destination.SendAsync(bytes, _ends.Token)..];
        }

        _context.Transferred(_direction, passage.Length);
    }

    private LinkEnding End(LinkEnding ending)
    {
        if (ending != LinkEnding.Finished)
        {
            return ending;
        }

        if (IsSourceReset())
        {
            return LinkEnding.Reset;
        }

        // Said before it is done: what the other direction cannot send from now on is no reset.
        _hasFinished = true;
        _destination.Shutdown(SocketShutdown.Send);
        return ending;
    }

    /// <summary>
    /// The kernel tells of a reset only once. If the other direction has met it while sending, receiving looks as if the sender had finished; a client that
    /// believes so takes a server that went away for one that broke its protocol.
    /// </summary>
    private bool IsSourceReset()
    {
        try
        {
            _source.Send(ReadOnlySpan<byte>.Empty);
            return false;
        }
        catch (SocketException)
        {
            return Opposite is not { _hasFinished: true };
        }
    }

    private bool HasEnded(LinkChain chain) => chain.EndsConnection || chain.ExpiresAt <= _context.Now;

    /// <summary>False when the toxics changed, or ended the connection, before the passage was due.</summary>
    private async Task<bool> IsDueAsync(Passage passage, LinkChain chain)
    {
        while (passage.Due > _context.Now)
        {
            if (HasEnded(chain))
            {
                return false;
            }

            try
            {
                await Task.Delay(WaitUntil(chain.ExpiresAt < passage.Due ? chain.ExpiresAt.Value : passage.Due), _context.Time, chain.Token);
            }
            catch (OperationCanceledException) when (!_ends.IsCancellationRequested)
            {
                return false;
            }
        }

        return !chain.Token.IsCancellationRequested;
    }

    /// <summary>In whole milliseconds, rounded up: a timer that takes part of one for none would be asked without a pause.</summary>
    private TimeSpan WaitUntil(TimeSpan at)
    {
        var wait = at - _context.Now;
        return wait >= LongestWait ? LongestWait : TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling(wait.TotalMilliseconds)));
    }
}
