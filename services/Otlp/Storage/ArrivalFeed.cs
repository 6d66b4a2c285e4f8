using System.Threading.Channels;

namespace Migration.Otlp.Storage;

/// <summary>
/// Hands each arriving item to whoever listens. A listener that falls behind loses the oldest items instead of holding memory or
/// the sender. Guarded by the store's lock.
/// </summary>
internal sealed class ArrivalFeed<T>
{
    private const int Backlog = 65_536;

    private readonly List<Channel<T>> _listeners = [];

    public Channel<T> Open()
    {
        var channel = Channel.CreateBounded<T>(new BoundedChannelOptions(Backlog)
        {
            FullMode = BoundedChannelFullMode.DropOldest,
            SingleReader = true,
        });
        _listeners.Add(channel);
        return channel;
    }

    public void Close(Channel<T> channel) => _listeners.Remove(channel);

    public void Publish(T item)
    {
        foreach (var listener in _listeners)
        {
            listener.Writer.TryWrite(item);
        }
    }
}
