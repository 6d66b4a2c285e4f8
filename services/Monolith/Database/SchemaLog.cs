using DbUp.Engine.Output;

namespace Migration.Monolith.Database;

/// <summary>DbUp's chatter, one level down: what matters is told by <see cref="SchemaUpgrade"/> itself.</summary>
internal sealed partial class SchemaLog(ILogger logger) : IUpgradeLog
{
    public void LogTrace(string format, params object[] args) => Detail(format, args);

    public void LogDebug(string format, params object[] args) => Detail(format, args);

    public void LogInformation(string format, params object[] args) => Detail(format, args);

    public void LogWarning(string format, params object[] args) => Concern(null, format, args);

    public void LogError(string format, params object[] args) => Concern(null, format, args);

    public void LogError(Exception ex, string format, params object[] args) => Concern(ex, format, args);

    private static string Text(string format, object[] args) => args.Length == 0 ? format : string.Format(null, format, args);

    private void Concern(Exception? failure, string format, object[] args)
    {
        if (logger.IsEnabled(LogLevel.Warning))
        {
            var text = Text(format, args);
            LogConcern(logger, text, failure);
        }
    }

    private void Detail(string format, object[] args)
    {
        if (logger.IsEnabled(LogLevel.Debug))
        {
            var text = Text(format, args);
            LogDetail(logger, text);
        }
    }

    [LoggerMessage(EventId = 10, Level = LogLevel.Debug, Message = "DbUp: {Text}")]
    private static partial void LogDetail(ILogger logger, string text);

    [LoggerMessage(EventId = 11, Level = LogLevel.Warning, Message = "DbUp: {Text}")]
    private static partial void LogConcern(ILogger logger, string text, Exception? failure);
}
