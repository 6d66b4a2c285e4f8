using System.Threading.Channels;

namespace Migration.Hosting.Runtime.Logs;

/// <summary>Somebody who follows a log, until he is disposed.</summary>
internal sealed class LogFollower(IReadOnlyList<LogEntry> kept, ChannelReader<LogEntry> coming, Action leave) : IDisposable
{
    /// <summary>The lines that were kept when he came, oldest first.</summary>
    public IReadOnlyList<LogEntry> Kept { get; } = kept;

    /// <summary>All that were written since; ends when the log is completed.</summary>
    public ChannelReader<LogEntry> Coming { get; } = coming;

    public void Dispose() => leave();
}
