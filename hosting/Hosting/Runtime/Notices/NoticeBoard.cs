using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Migration.Hosting.Runtime.Notices;

/// <summary>
/// Keeps the engine's notices and hands them to the console. Each is also a line of its resource's log. While nobody listens
/// they are logged, so that none is lost.
/// </summary>
internal sealed partial class NoticeBoard(ResourceLoggerService loggers, ILogger<NoticeBoard> logger)
{
    private readonly Lock _lock = new();
    private readonly List<EngineNotice> _notices = [];
    private Action<EngineNotice>? _listener;

    /// <summary>All notices so far, oldest first.</summary>
    public IReadOnlyList<EngineNotice> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _notices];
            }
        }
    }

    public void Post(EngineNotice notice)
    {
        Action<EngineNotice>? listener;
        lock (_lock)
        {
            _notices.Add(notice);
            listener = _listener;
        }

        if (notice.ResourceName is not null)
        {
            // The first line alone: the others repeat what the log has already.
            loggers.Append(notice.ResourceName, notice.Text.Split('\n')[0], notice.Level >= LogLevel.Error);
        }

        if (listener is null)
        {
            Log.Notice(logger, notice.Level, notice.Text);
        }
        else
        {
            listener(notice);
        }
    }

    /// <summary>Hands over what was posted and what will be; from then on nothing is logged. There is one listener.</summary>
    public void Listen(Action<EngineNotice> listener)
    {
        IReadOnlyList<EngineNotice> early;
        lock (_lock)
        {
            early = [.. _notices];
            _listener = listener;
        }

        foreach (var notice in early)
        {
            listener(notice);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, Message = "{Text}")]
        public static partial void Notice(ILogger logger, LogLevel level, string text);
    }
}
