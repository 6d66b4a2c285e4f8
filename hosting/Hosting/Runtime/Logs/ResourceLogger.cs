using Microsoft.Extensions.Logging;
using Migration.Hosting.Runtime.Processes;

namespace Migration.Hosting.Runtime.Logs;

/// <summary>Turns log calls into lines of a resource's log, one line of text each.</summary>
internal sealed class ResourceLogger(Action<ProcessOutputLine> append) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Debug && logLevel != LogLevel.None;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        var text = formatter(state, exception);
        if (exception is not null)
        {
            text = $"{text}\n{exception}";
        }

        foreach (var line in text.AsSpan().EnumerateLines())
        {
            append(new ProcessOutputLine(line.ToString(), logLevel >= LogLevel.Error));
        }
    }
}
