using System.Threading.Channels;

namespace Migration.Hosting.RunConsole;

/// <summary>Takes messages from anywhere in the host. They wait until the console shows them.</summary>
internal sealed class RunMessages
{
    private readonly Channel<RunMessage> _channel = Channel.CreateUnbounded<RunMessage>();

    public ChannelReader<RunMessage> Reader => _channel.Reader;

    public void Add(RunMessage message) => _channel.Writer.TryWrite(message);
}
